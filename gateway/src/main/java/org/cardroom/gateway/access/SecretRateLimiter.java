package org.cardroom.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.cache.BoundedMap;

/**
 * How often each caller may: a bucket of a minute's share that fills up evenly. The callers that were longest away are
 * forgotten first, and a forgotten one has a full bucket. Safe from any thread.
 */
final class SecretRateLimiter {
    private static final int MOST_CALLERS = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Clock clock;
    /** When the bucket of each is full again. */
    private final Map<UUID, Instant> bucketFullAt = BoundedMap.inAccessOrder(MOST_CALLERS);

    /** @param perMinute 0 for any number */
    SecretRateLimiter(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Takes one; where none is left, how long it takes until one is, and nothing is taken. */
    synchronized Optional<Duration> tryAcquire(UUID caller) {
        if (perMinute == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant before = bucketFullAt.getOrDefault(caller, now);
        Instant after = (before.isBefore(now) ? now : before).plus(MINUTE.dividedBy(perMinute));
        Duration over = Duration.between(now.plus(MINUTE), after);
        if (over.compareTo(Duration.ZERO) > 0) {
            return Optional.of(over.plusSeconds(1));
        }
        bucketFullAt.put(caller, after);
        return Optional.empty();
    }
}
