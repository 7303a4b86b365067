package org.cardroom.bench.agent;

import java.io.IOException;
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
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.testkit.process.BoundedWait;
import org.cardroom.testkit.process.ManagedProcess;

/** An agent process with its output lines and resource usage. It is stopped on close and on shutdown. */
final class AgentProcess implements AutoCloseable {
    private static final Duration OUTPUT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(20);
    private static final double BYTES_PER_KIB = 1024;
    private static final double BYTES_PER_MB = 1e6;

    private final ManagedProcess process;
    private final ShutdownSignal shutdown;
    private final Thread ending;
    private final BlockingQueue<Optional<OutputLine>> lines;

    private AgentProcess(ManagedProcess process, BlockingQueue<Optional<OutputLine>> lines, ShutdownSignal shutdown) {
        this.process = process;
        this.lines = lines;
        this.shutdown = shutdown;
        this.ending = new Thread(this::endWithUs, "agent-ending");
    }

    /** An output line and the {@link System#nanoTime} at which it was read. */
    private record OutputLine(String text, long at) {}

    /** When the first and the last slot showed a state, as {@link System#nanoTime}. */
    record StateTimes(long first, long last) {}

    static AgentProcess start(ProcessBuilder command, ShutdownSignal shutdown) {
        BlockingQueue<Optional<OutputLine>> lines = new LinkedBlockingQueue<>();
        ManagedProcess process = ManagedProcess.start("the agent", command, new ManagedProcess.OutputListener() {
            @Override
            public void onLine(String line) {
                lines.add(Optional.of(new OutputLine(line, System.nanoTime())));
            }

            @Override
            public void onEnd() {
                lines.add(Optional.empty());
            }
        });
        AgentProcess started = new AgentProcess(process, lines, shutdown);
        started.ending.setDaemon(true);
        started.ending.start();
        return started;
    }

    private void endWithUs() {
        shutdown.await();
        process.handle().destroy();
    }

    /** Waits until the launcher has replaced itself by the JVM; returns the {@link System#nanoTime} of that. */
    long awaitJvm() {
        BoundedWait.until(() -> !process.handle().isAlive()
                || process.handle().info().command().orElse("").endsWith("/java"));
        return System.nanoTime();
    }

    /**
     * Waits until this many slots have shown a state.
     * @param state the text that the console prints for it
     * @throws EnvironmentException if a slot shows a failure, the agent exits, or prints nothing for a minute
     */
    StateTimes await(int slots, String state) {
        Map<String, Long> shown = new HashMap<>();
        while (shown.size() < slots) {
            OutputLine line =
                    next().orElseThrow(() -> new EnvironmentException("the agent ended: " + process.lastLine()));
            requireNoFailure(line.text());
            String[] parts = line.text().split(" {2}", 2);
            if (parts.length == 2 && parts[1].startsWith(state)) {
                shown.putIfAbsent(parts[0], line.at());
            }
        }
        return new StateTimes(Collections.min(shown.values()), Collections.max(shown.values()));
    }

    private static void requireNoFailure(String line) {
        if (line.matches(".+ {2}(remove failed|fault|quarantined).*")) {
            throw new EnvironmentException("a slot of the agent failed: " + line);
        }
    }

    /** @throws EnvironmentException if it does not exit, or with an error */
    void awaitEnd() {
        Optional<OutputLine> line = next();
        while (line.isPresent()) {
            line = next();
        }
        if (!process.awaitExit(EXIT_TIMEOUT) || process.exitCode() != 0) {
            throw new EnvironmentException("the agent failed: " + process.lastLine());
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
                throw new EnvironmentException(
                        "the agent printed nothing for a minute; last line: " + process.lastLine());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    /** Returns the resident memory (VmRSS, proc(5)) in megabytes of 1,000,000 bytes. */
    double residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.handle().pid()), "status");
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new EnvironmentException("the agent ended: " + process.lastLine()))
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
        return process.handle()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new EnvironmentException("the agent ended: " + process.lastLine()));
    }

    @Override
    public void close() {
        process.close();
        ending.interrupt();
    }
}
