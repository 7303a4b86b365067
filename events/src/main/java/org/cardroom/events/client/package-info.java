/**
 * The way of an agent or a gateway to the processors: publishes events under its channel, and hands on the instructions
 * that answer them.
 *
 * <p>It sees no card; an instruction that nobody here asked for, or that is not authentic, goes no further than this
 * package. Start at {@link org.cardroom.events.client.InstructionClient}.
 */
@NullMarked
package org.cardroom.events.client;

import org.jspecify.annotations.NullMarked;
