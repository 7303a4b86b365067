/**
 * Publishes the status of each slot: to the console, to the program of {@code --on-state}, and as an event to Kafka.
 *
 * <p>It does not decide what a slot shows; that is in {@link org.cardroom.agent.session}. Start at
 * {@link org.cardroom.agent.display.SlotStatusPublisher}.
 */
@NullMarked
package org.cardroom.agent.display;

import org.jspecify.annotations.NullMarked;
