package org.cardroom.agent;

import java.time.Duration;
import org.cardroom.events.message.InstructionEnvelope;

/**
 * How long an agent waits for what.
 *
 * @param answer for an instruction, from the moment the agent had the challenge
 * @param poll for a card, before it looks whether it has to end
 * @param recovery for a reader that failed, or a card that is not ready, the first time; then twice as long each time
 */
record Patience(Duration answer, Duration poll, Duration recovery) {
    static final Patience USUAL = new Patience(InstructionEnvelope.MAX_LIFETIME, Duration.ofSeconds(1), Duration.ofMillis(250));

    private static final int MOST_DOUBLINGS = 6;

    /** For a card at an empty slot: it wakes the slot, and sixteen slots that look too often are not idle. */
    Duration idle() {
        return poll.multipliedBy(3);
    }

    /** For one that failed this often in a row, 1 or more. */
    Duration recovery(int failures) {
        return recovery.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    }
}
