package org.cardroom.bench.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cardroom.bench.load.BenchEnvironment;
import org.cardroom.bench.load.ClosedLoopGenerator;
import org.cardroom.bench.load.LoadProfile;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.bench.report.BenchReport;
import org.cardroom.events.command.EnvironmentException;

/**
 * Measures the pipeline and the baseline systems in turns in one run. Each system answers the events of its own topic with
 * its own database on the same servers, and runs for the whole time.
 */
public record PipelineBenchmark(LoadProfile profile, BenchReport report, Consumer<String> progress) {
    /** Events a second at which the broker's share of one card is measured. */
    private static final int BROKER_RATE = 20;

    /** The parts of a run, each of which can be omitted. */
    public enum Section {
        /** Throughput in events a second. */
        SATURATION,
        /** Reply times. */
        LATENCY,
        /** The shares of the time of one card. */
        CARD,
        /** Interruption by the death of a processor. */
        FAILOVER,
        /** Cost of a card against database size: {@link DatabaseSizeBenchmark}. */
        SIZE,
        /** Cost of a card against readers, with one and two processors: {@link ReaderCountBenchmark}. */
        READERS,
        /** The HTTP API, also while processors are killed: {@link org.cardroom.bench.http.HttpBenchmark}. */
        HTTP,
        /** Ciphers, channel and codec: {@link org.cardroom.bench.jmh.JmhRunner}. */
        JMH
    }

    /** Measures these sections, with servers in this folder and processors started by this launcher. */
    public void run(Path folder, Path launcher, Set<Section> parts) {
        progress.accept("starting PostgreSQL, Kafka and the measured systems");
        try (BenchEnvironment bench = BenchEnvironment.start(folder);
                SimulatedAgents agents = new SimulatedAgents(bench);
                SystemUnderTest floor = SystemUnderTest.startBaseline("floor", bench);
                SystemUnderTest alternative = SystemUnderTest.startBaseline("alternative", bench);
                SystemUnderTest echo = SystemUnderTest.startBaseline("echo", bench);
                SystemUnderTest pipeline = SystemUnderTest.startPipeline(bench, launcher)) {
            List<SystemUnderTest> all = List.of(echo, floor, alternative, pipeline);
            all.stream()
                    .filter(one -> needs(parts, one))
                    .forEach(one -> saturate(agents, one, profile.warmUp(), "warms up"));
            if (parts.contains(Section.SATURATION)) {
                attempt("saturation", agents, () -> throughput(agents, all));
            }
            if (parts.contains(Section.LATENCY)) {
                attempt("reply time", agents, () -> new LatencyBenchmark(agents, profile, report)
                        .compare(echo, floor, pipeline, this::add));
            }
            if (parts.contains(Section.CARD)) {
                attempt("one card", agents, () -> oneCard(bench, agents, folder, echo, pipeline));
            }
            if (needs(parts, floor)) {
                rows(floor, pipeline);
            }
            if (parts.contains(Section.FAILOVER)) {
                attempt("fail-over", agents, () -> FailoverBenchmark.measure(agents, pipeline, launcher)
                        .forEach(this::add));
            }
        }
    }

    private static boolean needs(Set<Section> parts, SystemUnderTest one) {
        return switch (one.name()) {
            case "alternative" -> parts.contains(Section.SATURATION);
            case "floor" -> parts.contains(Section.SATURATION) || parts.contains(Section.LATENCY);
            case "echo" -> !parts.equals(Set.of(Section.FAILOVER));
            default -> true;
        };
    }

    private void oneCard(
            BenchEnvironment bench,
            SimulatedAgents agents,
            Path folder,
            SystemUnderTest echo,
            SystemUnderTest pipeline) {
        double hops = new LatencyBenchmark(agents, profile, report).measureMedian(echo, BROKER_RATE);
        addAll(SingleCardBenchmark.measure(bench, folder, pipeline, profile.singleCards(), hops));
    }

    private void addAll(List<BenchMeasurement> figures) {
        figures.forEach(this::add);
    }

    private void add(BenchMeasurement figure) {
        report.add(figure);
        progress.accept(String.format(Locale.ROOT, "%s: %.2f %s", figure.name(), figure.value(), figure.unit()));
    }

    /** Continues with the other measurements if one fails. */
    private void attempt(String what, SimulatedAgents agents, Runnable measurement) {
        try {
            measurement.run();
        } catch (EnvironmentException e) {
            agents.abandonPending();
            report.addMissing(what);
            progress.accept(what + " is not measured: " + e.getMessage());
        }
    }

    private void throughput(SimulatedAgents agents, List<SystemUnderTest> all) {
        Map<SystemUnderTest, Double> sums = new HashMap<>();
        for (int round = 1; round <= profile.rounds(); round++) {
            all.forEach(
                    one -> sums.merge(one, saturate(agents, one, profile.measurementTime(), "answers"), Double::sum));
        }
        Map<String, Double> mean = new HashMap<>();
        sums.forEach((one, sum) -> mean.put(one.name(), sum / profile.rounds()));
        double pipeline = mean.getOrDefault(SystemUnderTest.PIPELINE, 0.0);
        BenchMeasurement saturated = BenchMeasurement.of("events answered at saturation", "events/s", pipeline);
        add(saturated.comparedWith("floor", mean.getOrDefault("floor", 0.0)).atLeast(0.7));
        add(BenchMeasurement.of("the same, against one transaction a record", "events/s", pipeline)
                .comparedWith("alternative", mean.getOrDefault("alternative", 0.0))
                .atLeast(5));
        add(BenchMeasurement.of("the same, against no rows", "events/s", pipeline)
                .comparedWith("echo", mean.getOrDefault("echo", 0.0)));
    }

    private double saturate(SimulatedAgents agents, SystemUnderTest one, Duration time, String does) {
        Duration lead = time.dividedBy(8);
        int cards = one.needsRequests() ? profile.cardsFor(time.plus(lead)) : Integer.MAX_VALUE;
        one.createRequests(cards);
        SystemUnderTest.CpuUsage before = one.usage();
        double rate = ClosedLoopGenerator.run(agents, one, profile.concurrentCards(), cards, lead, time);
        double[] cpu = one.usage().microsPerEvent(before);
        progress.accept("  " + one.name() + " " + does + " " + Math.round(rate) + " events/s; CPU time of an event: "
                + Math.round(cpu[0]) + " µs, and " + Math.round(cpu[1]) + " µs in PostgreSQL");
        return rate;
    }

    private void rows(SystemUnderTest floor, SystemUnderTest pipeline) {
        add(BenchMeasurement.of("rows written for an event", "rows", pipeline.rowsPerEvent())
                .comparedWith("floor", floor.rowsPerEvent()));
    }
}
