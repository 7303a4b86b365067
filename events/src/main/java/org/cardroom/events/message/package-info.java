/**
 * The words that the parts exchange: events from agents and gateways, instructions to them, outcomes for the rest of the house.
 *
 * <p>They are checked when they are made, so a message that exists is well formed; who sent it is the channel's
 * business. Start at {@link org.cardroom.events.message.CardEvent}.
 */
@NullMarked
package org.cardroom.events.message;

import org.jspecify.annotations.NullMarked;
