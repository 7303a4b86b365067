/**
 * The benchmark commands: measure a complete installation on this machine.
 *
 * <p>The time of real cards is simulated, not measured. Start at {@link org.cardroom.bench.BenchCommand}.
 */
@NullMarked
package org.cardroom.bench;

import org.jspecify.annotations.NullMarked;
