package org.cardroom.events.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.cardroom.events.channel.AgentChannel;

/** The channel of the day: a new one at the start, and before the old one is a day old. Safe from any thread. */
final class Channels {
    private static final Duration OLDEST = Duration.ofHours(20);

    private final Link.Identity identity;
    private final Clock clock;
    private AgentChannel current;

    Channels(Link.Identity identity, Clock clock) {
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

    private static AgentChannel open(Link.Identity identity, Instant now) {
        return AgentChannel.open(identity.agent(), identity.key(), identity.processorsId(), identity.processors(), now);
    }
}
