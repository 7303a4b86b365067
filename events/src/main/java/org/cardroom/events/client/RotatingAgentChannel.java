package org.cardroom.events.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.cardroom.events.channel.AgentChannel;

/** The current channel: opened at the start and replaced after 20 hours. Safe from any thread. */
final class RotatingAgentChannel {
    private static final Duration OLDEST = Duration.ofHours(20);

    private final InstructionClient.AgentIdentity identity;
    private final Clock clock;
    private AgentChannel current;

    RotatingAgentChannel(InstructionClient.AgentIdentity identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
        this.current = open(identity, clock.instant());
    }

    synchronized AgentChannel current() {
        Instant now = clock.instant();
        Duration age = Duration.between(current.ref().opened(), now);
        if (age.abs().compareTo(OLDEST) > 0) {
            current = open(identity, now);
        }
        return current;
    }

    private static AgentChannel open(InstructionClient.AgentIdentity identity, Instant now) {
        return AgentChannel.open(identity.agent(), identity.key(), identity.processorsId(), identity.processors(), now);
    }
}
