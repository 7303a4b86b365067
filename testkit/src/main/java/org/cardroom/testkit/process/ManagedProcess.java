package org.cardroom.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cardroom.events.command.EnvironmentException;

/** A process of its own, until it is closed, or this one ends in whatever way. */
public final class ManagedProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final Process process;
    private final ChildProcessGuard guard;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private volatile String last = "it says nothing";

    private ManagedProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.guard = ChildProcessGuard.guard(process.toHandle());
    }

    /**
     * Starts it, and waits until it prints a line with these words.
     *
     * @throws EnvironmentException if it does not within a minute
     */
    public static ManagedProcess start(String name, ProcessBuilder command, String ready) {
        try {
            ManagedProcess part =
                    new ManagedProcess(name, command.redirectErrorStream(true).start());
            Thread reading = new Thread(() -> part.read(ready), name + "-lines");
            reading.setDaemon(true);
            reading.start();
            part.awaitReady();
            return part;
        } catch (IOException e) {
            throw new EnvironmentException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void read(String words) {
        try (BufferedReader said = process.inputReader()) {
            said.lines().forEach(line -> {
                last = line;
                if (line.contains(words)) {
                    ready.complete(true);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            last = String.valueOf(e.getMessage());
        }
        ready.complete(false);
    }

    private void awaitReady() {
        String why = "";
        try {
            if (ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (ExecutionException | TimeoutException e) {
            why = " (" + e + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = " (interrupted)";
        }
        close();
        throw new EnvironmentException(name + " does not start" + why + ": " + last);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** As {@code kill -9} does. */
    public void kill() {
        guard.close();
        process.destroyForcibly();
    }

    /**
     * Requires that the process still runs.
     *
     * @throws EnvironmentException if it has ended by itself
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new EnvironmentException(name + " ended: " + last);
        }
    }

    @Override
    public void close() {
        guard.close();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
