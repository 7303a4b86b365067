/**
 * The messages of agents, gateways and processors: events, instructions and notices.
 *
 * <p>Constructors validate, so every message object is well formed; authenticity is checked by the channel. Start at {@link org.cardroom.events.message.CardEvent}.
 */
@NullMarked
package org.cardroom.events.message;

import org.jspecify.annotations.NullMarked;
