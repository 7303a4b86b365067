package org.cardroom.agent.config;

import java.time.Duration;
import org.cardroom.events.message.InstructionEnvelope;

/**
 * How long an agent waits.
 * @param instructionTimeout for an instruction, from the moment the card drew the challenge
 * @param pollInterval between two checks for changed readers, a removed card or a stop
 * @param retryDelay after the first failure of a reader or a card; it doubles with each further failure
 */
public record AgentTimeouts(Duration instructionTimeout, Duration pollInterval, Duration retryDelay) {
    public static final AgentTimeouts DEFAULT =
            new AgentTimeouts(InstructionEnvelope.MAX_LIFETIME, Duration.ofSeconds(1), Duration.ofMillis(250));

    private static final int MAX_DOUBLINGS = 6;

    /** Returns the longest wait for a card. A card ends the wait, and longer waits keep 16 empty slots idle. */
    public Duration idlePollInterval() {
        return pollInterval.multipliedBy(3);
    }

    /** Returns the delay after this many failures in a row, 1 or more. */
    public Duration retryDelay(int failures) {
        return retryDelay.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    }
}
