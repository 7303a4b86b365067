package org.cardroom.chaos.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.process.ManagedProcess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child process that is restarted whenever it ends, until it is closed. Thread-safe. */
public final class SupervisedProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN = Duration.ofSeconds(15);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Listener listener;
    private final List<ProcessHandle> owned = new ArrayList<>();
    private @Nullable ManagedProcess process;
    private Duration restartDelay = RESTART_DELAY;
    private boolean killed;
    private boolean ready;
    private boolean closed;
    private long frozenUntil = System.nanoTime();

    /** Receives messages and exits of a process, in order, on a thread of that process. */
    public interface Listener {
        /** The process printed a {@link ProcessMessage}. */
        void onMessage(SupervisedProcess process, List<String> words);

        /**
         * The process has ended.
         * @param byItself false if {@link #kill} or {@link #close} ended it
         */
        void onProcessExit(SupervisedProcess process, boolean byItself);
    }

    private SupervisedProcess(String name, List<String> command, Path log, Listener listener) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
        this.listener = listener;
    }

    /**
     * Starts it.
     * @param command of a main class that ends with its standard input
     * @param log file to which its output goes, except messages
     */
    public static SupervisedProcess start(String name, List<String> command, Path log, Listener listener) {
        SupervisedProcess supervised = new SupervisedProcess(name, command, log, listener);
        supervised.start();
        return supervised;
    }

    public String name() {
        return name;
    }

    private synchronized void start() {
        if (!closed) {
            killed = false;
            ready = false;
            restartDelay = RESTART_DELAY;
            process = ManagedProcess.start(name, new ProcessBuilder(command), new Output());
        }
    }

    private PrintWriter openLog() {
        try {
            PrintWriter writer = new PrintWriter(
                    Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true);
            writer.println("--- started");
            return writer;
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + log, e);
        }
    }

    private final class Output implements ManagedProcess.OutputListener {
        private final PrintWriter writer = openLog();

        @Override
        public void onLine(String line) {
            if (ProcessMessage.isOwnedProcess(line)) {
                own(Long.parseLong(ProcessMessage.parse(line).get(1)));
            } else if (ProcessMessage.isMessage(line)) {
                markReady();
                listener.onMessage(SupervisedProcess.this, ProcessMessage.parse(line));
            } else {
                writer.println(line);
            }
        }

        @Override
        public void onEnd() {
            writer.close();
            restartAfterExit();
        }
    }

    private synchronized void markReady() {
        ready = true;
    }

    /** Registers a process that it started and that is not its child, to be killed with it. */
    private synchronized void own(long pid) {
        ProcessHandle.of(pid).ifPresent(owned::add);
    }

    private void restartAfterExit() {
        current().ifPresent(ended -> ended.handle().onExit().join());
        Duration delay;
        boolean byItself;
        synchronized (this) {
            process = null;
            byItself = !killed && !closed;
            delay = restartDelay;
        }
        listener.onProcessExit(this, byItself);
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::start);
    }

    private synchronized Optional<ManagedProcess> current() {
        return Optional.ofNullable(process);
    }

    /** Writes a line to its standard input; false if it does not run. */
    public synchronized boolean send(String line) {
        return process != null && process.send(line);
    }

    /**
     * Kills it and all that it started, by SIGKILL.
     * @param down time until it is restarted
     * @return false if it does not run or has not sent a message yet
     */
    public synchronized boolean kill(Duration down) {
        if (process == null || killed || !ready) {
            return false;
        }
        killed = true;
        restartDelay = down;
        killTree(process);
        return true;
    }

    private synchronized void killTree(ManagedProcess running) {
        running.killTree(owned);
        owned.clear();
    }

    /**
     * Stops it by SIGSTOP and continues it after this time by SIGCONT. A shell does that, so that it is continued even if
     * this JVM ends.
     * @return false if it does not run, has not sent a message yet, or is stopped already
     */
    public synchronized boolean freeze(Duration time) {
        if (process == null || killed || !ready || System.nanoTime() - frozenUntil < 0) {
            return false;
        }
        frozenUntil = System.nanoTime() + time.toNanos();
        long pid = process.handle().pid();
        String script = "kill -STOP " + pid + " && sleep " + time.toMillis() / 1e3 + "; kill -CONT " + pid;
        ManagedProcess.start(name + "-freeze", new ProcessBuilder("sh", "-c", script), line -> LOG.debug("{}", line));
        return true;
    }

    /** Closes its standard input and waits until it has ended; kills it after 15 s. It is not restarted. */
    @Override
    public void close() {
        Optional<ManagedProcess> last;
        synchronized (this) {
            closed = true;
            last = current();
        }
        last.ifPresent(running -> {
            if (!running.endInput(SHUTDOWN)) {
                LOG.warn("{} does not end by itself; it is killed", name);
            }
            killTree(running);
        });
    }
}
