package org.cardroom.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The agent's wish to end, which every wait of it hears. Safe from any thread. */
final class Stop {
    private final CountDownLatch latch = new CountDownLatch(1);

    void ask() {
        latch.countDown();
    }

    boolean isAsked() {
        return latch.getCount() == 0;
    }

    /** Waits, but not longer than until it is asked. */
    boolean isAskedWithin(Duration bound) {
        try {
            return latch.await(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
