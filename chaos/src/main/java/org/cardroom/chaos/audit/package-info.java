/**
 * The checks at the end of a run: each card against its row, letter and outcome, and the audit chains.
 *
 * <p>Nothing is corrected. Start at {@link org.cardroom.chaos.audit.CardConsistencyCheck}.
 */
@NullMarked
package org.cardroom.chaos.audit;

import org.jspecify.annotations.NullMarked;
