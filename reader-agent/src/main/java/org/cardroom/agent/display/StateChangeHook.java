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
 * Runs a program at each change of a slot's state, for example for a lamp or a printer. It runs once at a time for a
 * slot, in order; states that are superseded while it runs are skipped, but never the newest. It never delays a card.
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

    /** Creates a hook that kills the program after the timeout; without a program, it does nothing. */
    public StateChangeHook(@Nullable String program, Duration timeout) {
        this.program = program == null ? null : new HookProgram(program);
        this.timeout = timeout;
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

    private void runUntilCurrent(HookProgram hookProgram, String slot) {
        SlotStatus next = takeNewest(slot);
        while (next != null) {
            logFailure(hookProgram.run(next, timeout));
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

    /** Only the first of several failures in a row is logged at WARN. */
    private synchronized void logFailure(Optional<String> failure) {
        failure.ifPresent(
                why -> LOG.atLevel(failed ? Level.DEBUG : Level.WARN).log("--on-state program failed; {}", why));
        failed = failure.isPresent();
    }

    /** Waits for the running programs as long as one may take, then kills them. */
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
                LOG.debug("--on-state programs killed at shutdown; ended={}", killed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
