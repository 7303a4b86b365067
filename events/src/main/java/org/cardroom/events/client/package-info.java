/**
 * The request/reply client of agents and gateways: publishes events under a channel and delivers the instructions that
 * answer them.
 *
 * <p>It drops instructions that were not requested or are not authentic, and does not access cards. Start at {@link org.cardroom.events.client.InstructionClient}.
 */
@NullMarked
package org.cardroom.events.client;

import org.jspecify.annotations.NullMarked;
