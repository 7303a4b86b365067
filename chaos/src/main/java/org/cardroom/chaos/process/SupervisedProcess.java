package org.cardroom.chaos.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part, which is kept running until it is closed: whenever its process ends, another is started. Thread-safe. */
public final class SupervisedProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final Duration USUAL_REST = Duration.ofSeconds(1);
    private static final Duration ENDING = Duration.ofSeconds(15);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Listener listener;
    private final List<ProcessHandle> owned = new ArrayList<>();
    private @Nullable Process process;
    private Duration rest = USUAL_REST;
    private boolean killed;
    private boolean ready;
    private boolean closed;
    private long frozenUntil = System.nanoTime();

    /** Hears what becomes of a part, in order, on a thread of the part's. */
    public interface Listener {
        /** It said this, in words. */
        void onMessage(SupervisedProcess part, List<String> words);

        /** Its process is gone; by itself, or because it was killed. */
        void onProcessExit(SupervisedProcess part, boolean byItself);
    }

    private SupervisedProcess(String name, List<String> command, Path log, Listener listener) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
        this.listener = listener;
    }

    /**
     * Starts it.
     *
     * @param log where its own words go
     */
    public static SupervisedProcess start(String name, List<String> command, Path log, Listener listener) {
        SupervisedProcess part = new SupervisedProcess(name, command, log, listener);
        part.start();
        return part;
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    private synchronized void start() {
        if (closed) {
            return;
        }
        try {
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process = started;
            killed = false;
            ready = false;
            rest = USUAL_REST;
            Thread thread = new Thread(() -> listen(started), name);
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new EnvironmentException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void listen(Process of) {
        try (BufferedReader lines = of.inputReader(StandardCharsets.UTF_8);
                PrintWriter to = new PrintWriter(
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            to.println("--- started, process " + of.pid());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line, to);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} is not heard any more", name, e);
        }
        end(of);
    }

    private void hear(String line, PrintWriter to) {
        if (ProcessMessage.isOwnedProcess(line)) {
            own(Long.parseLong(ProcessMessage.parse(line).get(1)));
        } else if (ProcessMessage.isMessage(line)) {
            heard();
            listener.onMessage(this, ProcessMessage.parse(line));
        } else {
            to.println(line);
            to.flush();
        }
    }

    private synchronized void heard() {
        ready = true;
    }

    /** A process that it started, and that is nobody's child: it goes when the part goes. */
    private synchronized void own(long pid) {
        ProcessHandle.of(pid).ifPresent(owned::add);
    }

    private void end(Process of) {
        of.onExit().join();
        Duration until;
        boolean byItself;
        synchronized (this) {
            process = null;
            byItself = !killed && !closed;
            until = rest;
        }
        listener.onProcessExit(this, byItself);
        Executor later = CompletableFuture.delayedExecutor(until.toMillis(), TimeUnit.MILLISECONDS);
        later.execute(this::start);
    }

    /**
     * Says a line to it.
     *
     * @return false if it is not there
     */
    public synchronized boolean send(String line) {
        if (process == null) {
            return false;
        }
        PrintWriter to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8));
        to.println(line);
        to.flush();
        return !to.checkError();
    }

    /**
     * Ends it, and all that it started, without a warning (SIGKILL).
     *
     * @param down how long it stays away
     * @return false if it was not there, or has not said that it is ready
     */
    public synchronized boolean kill(Duration down) {
        if (process == null || killed || !ready) {
            return false;
        }
        killed = true;
        rest = down;
        killFamily(process);
        return true;
    }

    /** Those that it owns first: they would end in order, did they see it go. */
    private synchronized void killFamily(Process of) {
        List<ProcessHandle> family = new ArrayList<>(owned);
        owned.forEach(each -> each.descendants().forEach(family::add));
        of.descendants().forEach(family::add);
        family.forEach(ProcessHandle::destroyForcibly);
        of.destroyForcibly();
        family.forEach(each -> each.onExit().join());
        owned.clear();
    }

    /**
     * Stops it where it is (SIGSTOP), and lets it go on later (SIGCONT); a shell sees to that, whatever becomes of this
     * process meanwhile.
     *
     * @return false if it was not there, has not said that it is ready, or is stopped already
     */
    public synchronized boolean freeze(Duration time) {
        if (process == null || killed || !ready || System.nanoTime() - frozenUntil < 0) {
            return false;
        }
        frozenUntil = System.nanoTime() + time.toNanos();
        String script = String.format(
                Locale.ROOT, "kill -STOP %1$d && sleep %2$.3f; kill -CONT %1$d", process.pid(), time.toMillis() / 1e3);
        try {
            new ProcessBuilder("sh", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            throw new EnvironmentException("there is no shell 'sh'", e);
        }
    }

    /** Lets go of it, and waits until it has ended by itself; after a while it is made to. */
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        if (last == null) {
            return;
        }
        try {
            last.getOutputStream().close();
            if (!last.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} does not end by itself", name);
            }
        } catch (IOException e) {
            LOG.debug("{} hears nothing any more", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        killFamily(last);
    }
}
