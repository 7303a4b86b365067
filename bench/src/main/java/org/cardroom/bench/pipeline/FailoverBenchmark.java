package org.cardroom.bench.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.cardroom.bench.load.OpenLoopGenerator;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SimulatedCard;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.testkit.process.ManagedProcess;

/** One of two processors is killed as {@code kill -9} does, under load. */
final class FailoverBenchmark {
    private static final int PER_SECOND = 200;
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration TIME = Duration.ofSeconds(9);
    /** Of an instruction: an agent does not use it later. */
    private static final Duration LIFETIME = Duration.ofSeconds(4);

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private FailoverBenchmark() {}

    /** What those see who ask after the kill, and what comes of those who had asked before. */
    static List<BenchMeasurement> measure(SimulatedAgents simulatedAgents, SystemUnderTest pipeline, Path launcher) {
        ManagedProcess second = pipeline.addProcessor(launcher);
        pipeline.createRequests(
                OpenLoopGenerator.cardsNeeded(PER_SECOND, SETTLING) + OpenLoopGenerator.cardsNeeded(PER_SECOND, TIME));
        OpenLoopGenerator.run(simulatedAgents, pipeline, PER_SECOND, SETTLING);
        AtomicLong killed = new AtomicLong();
        List<SimulatedAgents.Answer> answers =
                OpenLoopGenerator.run(simulatedAgents, pipeline, PER_SECOND, TIME, MOMENT, () -> {
                    killed.set(System.nanoTime());
                    second.kill();
                });
        long end = System.nanoTime();
        List<SimulatedCard> never = simulatedAgents.abandonPending();
        return toMeasurements(
                Stream.concat(
                                answers.stream().map(answer -> new Wait(answer.intended(), answer.at())),
                                never.stream().map(simulatedCard -> new Wait(simulatedCard.intendedAt(), end)))
                        .toList(),
                killed.get(),
                never.size());
    }

    /** From when an event was to be sent to its answer, or to when nobody waited for it any longer. */
    record Wait(long from, long to) {
        private long nanos() {
            return to - from;
        }
    }

    /** What these waits mean. */
    static List<BenchMeasurement> toMeasurements(List<Wait> waits, long killed, int never) {
        double flowing = longest(waits.stream().filter(wait -> wait.from >= killed));
        double before = longest(waits.stream().filter(wait -> wait.from < killed && wait.to >= killed));
        int late = (int)
                waits.stream().filter(wait -> wait.nanos() > LIFETIME.toNanos()).count();
        return List.of(
                BenchMeasurement.of("until answers flow again after kill -9 of one of two processors", "s", flowing)
                        .atMost(4),
                BenchMeasurement.of("longest wait of those who had asked before it", "s", before),
                BenchMeasurement.of("answers later than 4 s, of no use to an agent", "events", late - never),
                BenchMeasurement.of("events never answered after it", "events", never)
                        .atMost(0));
    }

    private static double longest(Stream<Wait> waits) {
        return waits.mapToLong(Wait::nanos).max().orElse(0) / 1e9;
    }
}
