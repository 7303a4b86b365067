package org.cardroom.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.cardroom.testkit.process.BoundedWait;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Queries a database that may be restarting. */
record RetryingQuery(CountDownLatch stop) {
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** The number of pauses without a change after which a value is stable. */
    private static final int CALM = 20;

    /** Waits until this count is 0 or does not change any more, and returns its last value; 0 once the run stops. */
    int awaitStable(Supplier<Integer> left) {
        return BoundedWait.untilStable(() -> stop.getCount() == 0 ? 0 : retry(left), CALM, SETTLING, PAUSE);
    }

    /** Retries a query for up to a minute until it succeeds. */
    <T> T retry(Supplier<T> query) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            try {
                return query.get();
            } catch (DataAccessException | TransactionException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                BoundedWait.pause(PAUSE);
            }
        }
    }
}
