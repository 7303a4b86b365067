package org.cardroom.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;

/** A child process and the lines that it prints to standard output and standard error. Thread-safe. */
public final class ManagedProcess implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final @Nullable ChildProcessGuard guard;
    private volatile String lastLine = "it printed nothing";

    private ManagedProcess(String name, Process process, @Nullable ChildProcessGuard guard) {
        this.name = name;
        this.process = process;
        this.guard = guard;
    }

    /** Receives the output of a process, in order, on a thread of that process. */
    public interface OutputListener {
        void onLine(String line);

        /** The process has closed its output. */
        default void onEnd() {}
    }

    private static final class ReadyListener implements OutputListener {
        private final CompletableFuture<String> line = new CompletableFuture<>();
        private final String words;

        ReadyListener(String words) {
            this.words = words;
        }

        @Override
        public void onLine(String next) {
            if (next.contains(words)) {
                line.complete(next);
            }
        }

        @Override
        public void onEnd() {
            line.complete("");
        }
    }

    /**
     * Starts a process that is killed when this JVM ends, and waits until it prints a line that contains these words.
     * @param name for messages
     * @throws EnvironmentException if it does not within a minute
     */
    public static ManagedProcess start(String name, ProcessBuilder command, String ready) {
        ReadyListener listener = new ReadyListener(ready);
        ManagedProcess started = start(name, command, listener, true);
        started.awaitReady(listener.line);
        return started;
    }

    /**
     * Starts a process that watches its standard input ({@link StdinLifeline}), ends by itself, or is ended by the caller.
     * @throws EnvironmentException if it cannot be started
     */
    public static ManagedProcess start(String name, ProcessBuilder command, OutputListener listener) {
        return start(name, command, listener, false);
    }

    private static ManagedProcess start(String name, ProcessBuilder command, OutputListener listener, boolean guarded) {
        try {
            Process process = command.redirectErrorStream(true).start();
            ManagedProcess started =
                    new ManagedProcess(name, process, guarded ? ChildProcessGuard.guard(process.toHandle()) : null);
            Thread reader = new Thread(() -> started.read(listener), name + "-output");
            reader.setDaemon(true);
            reader.start();
            return started;
        } catch (IOException e) {
            throw new EnvironmentException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void read(OutputListener listener) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastLine = line;
                listener.onLine(line);
            }
        } catch (IOException | UncheckedIOException e) {
            lastLine = String.valueOf(e.getMessage());
        }
        listener.onEnd();
    }

    private void awaitReady(CompletableFuture<String> line) {
        String reason = "";
        try {
            if (!line.get(BOUND.toSeconds(), TimeUnit.SECONDS).isEmpty()) {
                return;
            }
        } catch (ExecutionException | TimeoutException e) {
            reason = " (" + e + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = " (interrupted)";
        }
        close();
        throw new EnvironmentException(name + " does not start" + reason + ": " + lastLine);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Returns the last line that it printed so far. */
    public String lastLine() {
        return lastLine;
    }

    /** Writes a line to its standard input; false if the process does not read it any more. */
    public synchronized boolean send(String line) {
        PrintWriter input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8));
        input.println(line);
        input.flush();
        return !input.checkError();
    }

    /** Sends SIGKILL. */
    public void kill() {
        closeGuard();
        process.destroyForcibly();
    }

    /**
     * Sends SIGKILL to the process, its descendants and these processes, and waits until all have ended. The others go
     * first, because they would end in order if they saw the process end.
     */
    public void killTree(List<ProcessHandle> others) {
        List<ProcessHandle> tree = Stream.concat(
                        others.stream().flatMap(other -> Stream.concat(Stream.of(other), other.descendants())),
                        process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        kill();
        tree.forEach(each -> each.onExit().join());
    }

    /** Fails if the process has ended; throws EnvironmentException with its last line. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new EnvironmentException(name + " ended: " + lastLine);
        }
    }

    /** Closes its standard input and returns whether it then ends within the bound. */
    public boolean endInput(Duration bound) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            lastLine = String.valueOf(e.getMessage());
        }
        return awaitExit(bound);
    }

    /** Returns whether the process ends within the bound; false also if the thread is interrupted. */
    public boolean awaitExit(Duration bound) {
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns the exit code; throws IllegalThreadStateException if the process still runs. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Sends SIGTERM, and SIGKILL if the process still runs after a minute. */
    @Override
    public void close() {
        closeGuard();
        process.destroy();
        if (!awaitExit(BOUND)) {
            process.destroyForcibly();
        }
    }

    private void closeGuard() {
        if (guard != null) {
            guard.close();
        }
    }
}
