package org.cardroom.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cardroom.events.command.EnvironmentException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Asks a database that may just be coming back. */
record RetryingQuery(CountDownLatch stop) {
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** So many pauses without a change. */
    private static final int CALM = 20;

    /** Waits until this is 0, or changes no more; returns the last of it. */
    int awaitStable(Supplier<Integer> left) {
        long end = System.nanoTime() + SETTLING.toNanos();
        int before = -1;
        int calm = 0;
        int now = retry(left);
        while (now != 0 && stop.getCount() > 0 && System.nanoTime() < end && calm < CALM) {
            calm = now == before ? calm + 1 : 0;
            before = now;
            pause();
            now = retry(left);
        }
        return now;
    }

    /** Again and again, until it answers. */
    <T> T retry(Supplier<T> asked) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            try {
                return asked.get();
            } catch (DataAccessException | TransactionException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }
}
