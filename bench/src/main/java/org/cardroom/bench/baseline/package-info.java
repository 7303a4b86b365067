/**
 * What the processor is measured against: programs that move the same records and write the same rows, and do nothing
 * else.
 *
 * <p>They decide nothing and seal nothing; no card could use their replies. Start at
 * {@link org.cardroom.bench.baseline.BaselineMain}.
 */
@NullMarked
package org.cardroom.bench.baseline;

import org.jspecify.annotations.NullMarked;
