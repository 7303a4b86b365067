package org.cardroom.events.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for Ctrl-C or SIGTERM. The process exits when {@link #close} is called, or after one minute; close it last.
 */
public final class ShutdownSignal implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(1);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private ShutdownSignal() {}

    /** Installs the shutdown hook. */
    public static ShutdownSignal install() {
        ShutdownSignal shutdown = new ShutdownSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::end, "shutdown-signal"));
        return shutdown;
    }

    private void end() {
        requested.countDown();
        try {
            if (!closed.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("cardroom: shutdown timed out after 60 s; exits without closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counted down by the signal. */
    public CountDownLatch latch() {
        return requested;
    }

    /** Acts as if the signal had arrived. */
    public void trigger() {
        requested.countDown();
    }

    /** Waits for the signal. */
    public void await() {
        try {
            requested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process exit. */
    @Override
    public void close() {
        closed.countDown();
    }
}
