package org.cardroom.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.cache.BoundedMap;

/**
 * Limits the rate of secrets per caller: a token bucket that holds one minute's share and refills evenly. It keeps the
 * 10,000 callers of the latest requests; any other caller has a full bucket. Thread-safe.
 */
final class SecretRateLimiter {
    private static final int MAX_CALLERS = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Clock clock;
    /** When the bucket of each caller is full again. */
    private final Map<UUID, Instant> bucketFullAt = BoundedMap.inAccessOrder(MAX_CALLERS);

    /** @param perMinute 0 for no limit */
    SecretRateLimiter(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Takes a token from the caller's bucket; if it is empty, takes nothing and returns how long to wait. */
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
