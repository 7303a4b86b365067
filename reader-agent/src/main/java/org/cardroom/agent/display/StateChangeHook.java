package org.cardroom.agent.display;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Runs a program for each state that a slot shows: a lamp, a printer. One at a time for a slot, in order; states that
 * pass while it runs are left out, but never the newest. It delays no card: who shows a state does not wait for it.
 */
public final class StateChangeHook implements SlotObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateChangeHook.class);

    private final @Nullable HookProgram program;
    private final Duration timeout;
    private final Map<String, SlotStatus> newest = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "on-state");
                thread.setDaemon(true);
                return thread;
            });
    private boolean failed;
    private boolean closed;

    /**
     * A program that is run from now on.
     *
     * @param program none where nothing is to be run
     * @param bound how long it may run before it is killed
     */
    public StateChangeHook(@Nullable HookProgram program, Duration bound) {
        this.program = program;
        this.timeout = bound;
    }

    @Override
    public synchronized void statusChanged(SlotStatus status) {
        if (program != null && !closed) {
            newest.put(status.slot(), status);
            if (running.add(status.slot())) {
                threads.execute(() -> runUntilCurrent(program, status.slot()));
            }
        }
    }

    private void runUntilCurrent(HookProgram told, String slot) {
        SlotStatus next = takeNewest(slot);
        while (next != null) {
            logFailure(told.run(next, timeout));
            next = takeNewest(slot);
        }
    }

    private synchronized @Nullable SlotStatus takeNewest(String slot) {
        SlotStatus next = newest.remove(slot);
        if (next == null) {
            running.remove(slot);
        }
        return next;
    }

    /** A failure is told once, until it has worked again. */
    private synchronized void logFailure(Optional<String> failure) {
        failure.ifPresent(why -> LOG.atLevel(failed ? Level.DEBUG : Level.WARN).log("--on-state: {}", why));
        failed = failure.isPresent();
    }

    /** Waits until the last states were told, as long as one may take; what runs then is killed. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                boolean killed = threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
                LOG.debug("the last programs were killed: {}", killed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
