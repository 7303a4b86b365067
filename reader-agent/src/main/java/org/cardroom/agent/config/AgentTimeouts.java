package org.cardroom.agent.config;

import java.time.Duration;
import org.cardroom.events.message.InstructionEnvelope;

/**
 * How long an agent waits for what.
 *
 * @param instructionTimeout for an instruction, from the moment the agent had the challenge
 * @param pollInterval for a card, before it looks whether it has to end
 * @param retryDelay for a reader that failed, or a card that is not ready, the first time; then twice as long each time
 */
public record AgentTimeouts(Duration instructionTimeout, Duration pollInterval, Duration retryDelay) {
    public static final AgentTimeouts DEFAULT =
            new AgentTimeouts(InstructionEnvelope.MAX_LIFETIME, Duration.ofSeconds(1), Duration.ofMillis(250));

    private static final int MAX_DOUBLINGS = 6;

    /** For a card at an empty slot: it wakes the slot, and sixteen slots that look too often are not idle. */
    public Duration idlePollInterval() {
        return pollInterval.multipliedBy(3);
    }

    /** For one that failed this often in a row, 1 or more. */
    public Duration retryDelay(int failures) {
        return retryDelay.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    }
}
