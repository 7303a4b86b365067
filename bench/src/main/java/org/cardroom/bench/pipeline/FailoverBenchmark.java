package org.cardroom.bench.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.cardroom.bench.load.OpenLoopGenerator;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SimulatedCard;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.testkit.process.ManagedProcess;

/** Kills one of two processors under load, as {@code kill -9} does, and measures the interruption. */
final class FailoverBenchmark {
    private static final int PER_SECOND = 200;
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration TIME = Duration.ofSeconds(9);
    /** The lifetime of an instruction: an agent does not use it later. */
    private static final Duration LIFETIME = Duration.ofSeconds(4);

    private static final Duration KILL_TIME = Duration.ofSeconds(1);

    private FailoverBenchmark() {}

    /** Measures replies to events sent before and after the kill. */
    static List<BenchMeasurement> measure(SimulatedAgents agents, SystemUnderTest pipeline, Path launcher) {
        ManagedProcess second = pipeline.addProcessor(launcher);
        pipeline.createRequests(
                OpenLoopGenerator.cardsNeeded(PER_SECOND, SETTLING) + OpenLoopGenerator.cardsNeeded(PER_SECOND, TIME));
        OpenLoopGenerator.run(agents, pipeline, PER_SECOND, SETTLING);
        AtomicLong killed = new AtomicLong();
        List<SimulatedAgents.Answer> answers =
                OpenLoopGenerator.run(agents, pipeline, PER_SECOND, TIME, KILL_TIME, () -> {
                    killed.set(System.nanoTime());
                    second.kill();
                });
        long end = System.nanoTime();
        List<SimulatedCard> unanswered = agents.abandonPending();
        List<Wait> waits = new ArrayList<>();
        answers.forEach(answer -> waits.add(new Wait(answer.intended(), answer.at())));
        unanswered.forEach(card -> waits.add(new Wait(card.intendedAt(), end)));
        return toMeasurements(waits, killed.get(), unanswered.size());
    }

    /** The time from an event's due time to its reply, or to the end of the run. */
    record Wait(long from, long to) {
        private long nanos() {
            return to - from;
        }
    }

    /** Evaluates the waits, of which {@code unanswered} ended without a reply. */
    static List<BenchMeasurement> toMeasurements(List<Wait> waits, long killed, int unanswered) {
        double flowing = longest(waits.stream().filter(wait -> wait.from >= killed));
        double before = longest(waits.stream().filter(wait -> wait.from < killed && wait.to >= killed));
        double late =
                waits.stream().filter(wait -> wait.nanos() > LIFETIME.toNanos()).count();
        return List.of(
                BenchMeasurement.of("longest wait of events sent after kill -9 of one of two processors", "s", flowing)
                        .atMost(4),
                BenchMeasurement.of("longest wait of events sent before it", "s", before),
                BenchMeasurement.of("replies later than 4 s, which an agent does not use", "events", late - unanswered),
                BenchMeasurement.of("events never answered after it", "events", unanswered)
                        .atMost(0));
    }

    private static double longest(Stream<Wait> waits) {
        return waits.mapToLong(Wait::nanos).max().orElse(0) / 1e9;
    }
}
