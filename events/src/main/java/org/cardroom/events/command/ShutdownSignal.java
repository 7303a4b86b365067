package org.cardroom.events.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or SIGTERM, as a thing that can be waited for: the process ends when its work has been closed, or a minute
 * later. To be closed last.
 */
public final class ShutdownSignal implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(1);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private ShutdownSignal() {}

    /** Expects one from now on. */
    public static ShutdownSignal install() {
        ShutdownSignal shutdown = new ShutdownSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::end, "interruption"));
        return shutdown;
    }

    private void end() {
        requested.countDown();
        try {
            if (!closed.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("cardroom: ends without waiting any longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counted down when it comes. */
    public CountDownLatch latch() {
        return requested;
    }

    /** As if it had come: there is nothing more to wait for. */
    public void trigger() {
        requested.countDown();
    }

    /** Returns when it comes. */
    public void await() {
        try {
            requested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is closed: the process may end. */
    @Override
    public void close() {
        closed.countDown();
    }
}
