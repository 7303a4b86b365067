/**
 * The simulated operators: which card is in which reader, what to do at each signal, and which faults hit which cards.
 *
 * <p>Readers and cards live in the agent processes; this package sends them commands. Start at
 * {@link org.cardroom.chaos.operator.OperatorSimulator}.
 */
@NullMarked
package org.cardroom.chaos.operator;

import org.jspecify.annotations.NullMarked;
