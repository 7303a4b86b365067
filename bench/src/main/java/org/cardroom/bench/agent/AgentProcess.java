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

/** An agent as a process of its own: what it says, and what it costs. It ends when it is closed or interrupted. */
final class AgentProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration ENDING = Duration.ofSeconds(20);
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

    /** A line that it said, at a {@link System#nanoTime}. */
    private record OutputLine(String text, long at) {}

    /** When the first slot showed something and when the last one, as {@link System#nanoTime}. */
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

    /** Waits until the launcher has become the JVM, which keeps its process id; the {@link System#nanoTime} of that. */
    long awaitJvm() {
        BoundedWait.until(() -> !process.handle().isAlive()
                || process.handle().info().command().orElse("").endsWith("/java"));
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
            OutputLine line =
                    next().orElseThrow(() -> new EnvironmentException("the agent ended: " + process.lastLine()));
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
        Optional<OutputLine> line = next();
        while (line.isPresent()) {
            line = next();
        }
        if (!process.awaitExit(ENDING) || process.exitCode() != 0) {
            throw new EnvironmentException("the agent does not run: " + process.lastLine());
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
                throw new EnvironmentException("the agent gives no signal; the last one was: " + process.lastLine());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    /** Resident memory, in megabytes of 1,000,000 bytes, as Linux tells it (proc(5)). */
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
