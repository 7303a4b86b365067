package org.cardroom.agent;

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
final class StateHook implements SlotObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateHook.class);

    private final @Nullable StateProgram program;
    private final Duration bound;
    private final Map<String, Shown> newest = new HashMap<>();
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
    StateHook(@Nullable StateProgram program, Duration bound) {
        this.program = program;
        this.bound = bound;
    }

    @Override
    public synchronized void shows(Shown shown) {
        if (program != null && !closed) {
            newest.put(shown.slot(), shown);
            if (running.add(shown.slot())) {
                threads.execute(() -> runAll(program, shown.slot()));
            }
        }
    }

    private void runAll(StateProgram told, String slot) {
        Shown next = next(slot);
        while (next != null) {
            tell(told.run(next, bound));
            next = next(slot);
        }
    }

    private synchronized @Nullable Shown next(String slot) {
        Shown next = newest.remove(slot);
        if (next == null) {
            running.remove(slot);
        }
        return next;
    }

    /** A failure is told once, until it has worked again. */
    private synchronized void tell(Optional<String> failure) {
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
            if (!threads.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                boolean killed = threads.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS);
                LOG.debug("the last programs were killed: {}", killed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
