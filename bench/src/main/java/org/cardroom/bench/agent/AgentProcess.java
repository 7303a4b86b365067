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

/** An agent as a process of its own: what it says, and what it costs. It ends when it is closed or interrupted. */
final class AgentProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration ENDING = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_NANOS = 2_000_000;
    private static final double BYTES_PER_KIB = 1024;
    private static final double BYTES_PER_MB = 1e6;

    private final Process process;
    private final ShutdownSignal shutdown;
    private final Thread ending;
    private final BlockingQueue<Optional<OutputLine>> lines = new LinkedBlockingQueue<>();
    private String last = "it says nothing";

    private AgentProcess(Process process, ShutdownSignal shutdown) {
        this.process = process;
        this.shutdown = shutdown;
        this.ending = new Thread(this::endWithUs, "agent-ending");
    }

    /** A line that it said, at a {@link System#nanoTime}. */
    private record OutputLine(String text, long at) {}

    /** When the first slot showed something and when the last one, as {@link System#nanoTime}. */
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
        try (BufferedReader said = process.inputReader()) {
            said.lines().forEach(line -> lines.add(Optional.of(new OutputLine(line, System.nanoTime()))));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("no more lines: {}", e.getMessage());
        }
        lines.add(Optional.empty());
    }

    private void endWithUs() {
        shutdown.await();
        process.destroy();
    }

    /** Waits until the launcher has become the JVM, which keeps its process id; the {@link System#nanoTime} of that. */
    long awaitJvm() {
        while (process.isAlive()
                && process.info()
                        .command()
                        .filter(file -> file.endsWith("/java"))
                        .isEmpty()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return System.nanoTime();
    }

    /**
     * Waits until so many slots have shown this state, in the console's words.
     *
     * @throws EnvironmentException if one shows that it does not work, the agent ends, or says nothing for a minute
     */
    StateTimes await(int slots, String state) {
        Map<String, Long> shown = new HashMap<>();
        while (shown.size() < slots) {
            OutputLine line = next().orElseThrow(() -> new EnvironmentException("the agent ended: " + last));
            refuseTrouble(line.text());
            String[] parts = line.text().split(" {2}", 2);
            if (parts.length == 2 && parts[1].startsWith(state)) {
                shown.putIfAbsent(parts[0], line.at());
            }
        }
        return new StateTimes(Collections.min(shown.values()), Collections.max(shown.values()));
    }

    private static void refuseTrouble(String line) {
        if (line.matches(".+ {2}(remove failed|fault|quarantined).*")) {
            throw new EnvironmentException("the agent does not serve a slot: " + line);
        }
    }

    /** @throws EnvironmentException if it does not end, or not well */
    void awaitEnd() {
        while (next().isPresent()) {
            LOG.trace("it goes on");
        }
        if (!hasEnded(ENDING) || process.exitValue() != 0) {
            throw new EnvironmentException("the agent does not run: " + last);
        }
    }

    /** Empty where it has said its last. */
    private Optional<OutputLine> next() {
        try {
            Optional<OutputLine> line = lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (shutdown.latch().getCount() == 0) {
                throw new EnvironmentException("interrupted");
            }
            if (line == null) {
                throw new EnvironmentException("the agent gives no signal; the last one was: " + last);
            }
            line.ifPresent(said -> last = said.text());
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    /** Resident memory, in megabytes of 1,000,000 bytes, as Linux tells it (proc(5)). */
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

    /** The share of one core, 0 to 1, that it takes while this time passes; the system counts in steps of 10 ms. */
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
        if (!hasEnded(ENDING)) {
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
