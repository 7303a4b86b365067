/**
 * The baseline for comparison with the processor: programs that move the same records and write the same rows.
 *
 * <p>They decide and seal nothing; their replies are useless to a card. Start at
 * {@link org.cardroom.bench.baseline.BaselineMain}.
 */
@NullMarked
package org.cardroom.bench.baseline;

import org.jspecify.annotations.NullMarked;
