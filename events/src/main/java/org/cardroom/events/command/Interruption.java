package org.cardroom.events.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or SIGTERM, as a thing that can be waited for: the process ends when its work has been closed, or a minute
 * later. To be closed last.
 */
public final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Interruption() {}

    /** Expects one from now on. */
    public static Interruption expected() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::end, "interruption"));
        return interruption;
    }

    private void end() {
        asked.countDown();
        try {
            if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("cardroom: ends without waiting any longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counted down when it comes. */
    public CountDownLatch asked() {
        return asked;
    }

    /** As if it had come: there is nothing more to wait for. */
    public void ask() {
        asked.countDown();
    }

    /** Returns when it comes. */
    public void await() {
        try {
            asked.await();
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
