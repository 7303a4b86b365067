package org.cardroom.room.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cardroom.events.command.EnvironmentException;

/** A process of its own, until it is closed, or this one ends in whatever way. */
final class Part implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Leash leash;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private volatile String last = "it says nothing";

    private Part(String name, Process process) {
        this.name = name;
        this.process = process;
        this.leash = Leash.on(process.toHandle());
    }

    /**
     * Starts it, and waits until it prints a line with these words.
     *
     * @throws EnvironmentException if it does not within a minute
     */
    static Part start(String name, ProcessBuilder command, String ready) {
        try {
            Part part = new Part(name, command.redirectErrorStream(true).start());
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

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** As {@code kill -9} does. */
    void kill() {
        leash.close();
        process.destroyForcibly();
    }

    /** @throws EnvironmentException if it ended by itself */
    void check() {
        if (!process.isAlive()) {
            throw new EnvironmentException(name + " ended: " + last);
        }
    }

    @Override
    public void close() {
        leash.close();
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
