package org.cardroom.agent.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Signals all threads of an agent to stop. Safe from any thread. */
public final class StopSignal {
    private final CountDownLatch latch = new CountDownLatch(1);

    public void request() {
        latch.countDown();
    }

    public boolean isRequested() {
        return latch.getCount() == 0;
    }

    /** Waits until the stop is requested or the timeout passes; returns whether it was requested. */
    public boolean awaitStop(Duration timeout) {
        try {
            return latch.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
