/**
 * Templates, batches, requests and cards: rows, their states, and the statements that read and write them for a whole
 * poll at once.
 *
 * <p>It holds the tables of what may follow what, and decides nothing. Start at
 * {@link org.cardroom.db.issuing.CardRepository} and {@link org.cardroom.db.issuing.IssuanceRequestRepository}.
 */
@NullMarked
package org.cardroom.db.issuing;

import org.jspecify.annotations.NullMarked;
