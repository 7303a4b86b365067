/**
 * Repositories of templates, batches, requests, cards and PIN letters. Those of a poll use one statement for all its rows.
 *
 * <p>They decide nothing; states and rules are in module domain. Start at
 * {@link org.cardroom.db.issuing.CardRepository} and {@link org.cardroom.db.issuing.IssuanceRequestRepository}.
 */
@NullMarked
package org.cardroom.db.issuing;

import org.jspecify.annotations.NullMarked;
