/**
 * Issues a batch on virtual cards while the parts of the room are killed, stopped, cut off and slowed down, then audits
 * every card on the card.
 *
 * <p>The parts are the real ones, each a process of its own; it mends nothing and knows no key but to audit. Start at
 * {@link org.cardroom.chaos.ChaosCommand}.
 */
@NullMarked
package org.cardroom.chaos;

import org.jspecify.annotations.NullMarked;
