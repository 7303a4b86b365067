package org.cardroom.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent process with its output lines and resource usage. It is stopped on close and on shutdown. */
final class AgentProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);
    private static final Duration OUTPUT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 2_000_000;
    private static final double BYTES_PER_KIB = 1024;
    private static final double BYTES_PER_MB = 1e6;

    private final Process process;
    private final ShutdownSignal shutdown;
    private final Thread ending;
    private final BlockingQueue<Optional<OutputLine>> lines = new LinkedBlockingQueue<>();
    private String last = "no output";

    private AgentProcess(Process process, ShutdownSignal shutdown) {
        this.process = process;
        this.shutdown = shutdown;
        this.ending = new Thread(this::endWithUs, "agent-ending");
    }

    /** An output line and the {@link System#nanoTime} at which it was read. */
    private record OutputLine(String text, long at) {}

    /** When the first and the last slot showed a state, as {@link System#nanoTime}. */
    record StateTimes(long first, long last) {}

    static AgentProcess start(ProcessBuilder command, ShutdownSignal shutdown) throws IOException {
        AgentProcess started = new AgentProcess(command.start(), shutdown);
        Thread reading = new Thread(started::read, "agent-lines");
        reading.setDaemon(true);
        reading.start();
        started.ending.setDaemon(true);
        started.ending.start();
        return started;
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(line -> lines.add(Optional.of(new OutputLine(line, System.nanoTime()))));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("agent output ended; error={}", e.getMessage());
        }
        lines.add(Optional.empty());
    }

    private void endWithUs() {
        shutdown.await();
        process.destroy();
    }

    /** Waits until the launcher has replaced itself by the JVM; returns the {@link System#nanoTime} of that. */
    long awaitJvm() {
        while (process.isAlive()
                && process.info()
                        .command()
                        .filter(file -> file.endsWith("/java"))
                        .isEmpty()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return System.nanoTime();
    }

    /**
     * Waits until this many slots have shown a state.
     *
     * @param state the text that the console prints for it
     * @throws EnvironmentException if a slot shows a failure, the agent exits, or prints nothing for a minute
     */
    StateTimes await(int slots, String state) {
        Map<String, Long> shown = new HashMap<>();
        while (shown.size() < slots) {
            OutputLine line = next().orElseThrow(() -> new EnvironmentException("the agent ended: " + last));
            requireNoFailure(line.text());
            String[] parts = line.text().split(" {2}", 2);
            if (parts.length == 2 && parts[1].startsWith(state)) {
                shown.putIfAbsent(parts[0], line.at());
            }
        }
        return new StateTimes(Collections.min(shown.values()), Collections.max(shown.values()));
    }

    private static void requireNoFailure(String line) {
        if (line.matches(".+ {2}(take out bad|fault|quarantined).*")) {
            throw new EnvironmentException("a slot of the agent failed: " + line);
        }
    }

    /** @throws EnvironmentException if it does not exit, or with an error */
    void awaitEnd() {
        while (next().isPresent()) {
            LOG.trace("the agent is running");
        }
        if (!hasEnded(EXIT_TIMEOUT) || process.exitValue() != 0) {
            throw new EnvironmentException("the agent failed: " + last);
        }
    }

    /** Returns the next line; empty at the end of the output. */
    private Optional<OutputLine> next() {
        try {
            Optional<OutputLine> line = lines.poll(OUTPUT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (shutdown.latch().getCount() == 0) {
                throw new EnvironmentException("interrupted");
            }
            if (line == null) {
                throw new EnvironmentException("the agent printed nothing for a minute; last line: " + last);
            }
            line.ifPresent(output -> last = output.text());
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    /** Returns the resident memory (VmRSS, proc(5)) in megabytes of 1,000,000 bytes. */
    double residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new EnvironmentException("the agent ended: " + last))
                * BYTES_PER_KIB
                / BYTES_PER_MB;
    }

    /** Measures its share of one core, 0 to 1, over this time; the system counts in steps of 10 ms. */
    double cpuLoad(Duration time) {
        Duration before = cpu();
        long begin = System.nanoTime();
        try {
            if (shutdown.latch().await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EnvironmentException("interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
        return (double) cpu().minus(before).toNanos() / (System.nanoTime() - begin);
    }

    private Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new EnvironmentException("the agent ended: " + last));
    }

    @Override
    public void close() {
        process.destroy();
        if (!hasEnded(EXIT_TIMEOUT)) {
            process.destroyForcibly();
        }
        ending.interrupt();
    }

    private boolean hasEnded(Duration bound) {
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
