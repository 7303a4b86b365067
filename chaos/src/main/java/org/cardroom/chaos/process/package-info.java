/**
 * The parts of a room as processes of their own, which can be killed, stopped, and started again.
 *
 * <p>None outlives the process that started it. It knows no fault and no card's fate. Start at
 * {@link org.cardroom.chaos.process.SupervisedProcess}.
 */
@NullMarked
package org.cardroom.chaos.process;

import org.jspecify.annotations.NullMarked;
