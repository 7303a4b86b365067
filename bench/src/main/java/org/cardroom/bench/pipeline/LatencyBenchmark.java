package org.cardroom.bench.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cardroom.bench.load.LoadProfile;
import org.cardroom.bench.load.OpenLoopGenerator;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.bench.report.BenchReport;
import org.cardroom.bench.report.PlotSeries;
import org.cardroom.testkit.metrics.LatencyQuantiles;

/** Measures reply times of several systems in turns, with events at a constant rate. */
public record LatencyBenchmark(SimulatedAgents agents, LoadProfile profile, BenchReport report) {
    private static final List<Quantile> QUANTILES = List.of(
            new Quantile("p50", 0.5), new Quantile("p90", 0.9), new Quantile("p99", 0.99), new Quantile("max", 1));

    private record Quantile(String name, double share) {}

    /** Returns the median reply time in milliseconds at this rate of events a second. */
    public double measureMedian(SystemUnderTest system, int rate) {
        return at(measure(List.of(system), rate), system, 0.5);
    }

    /** Compares the pipeline with the floor at each rate; all three systems are plotted. */
    void compare(
            SystemUnderTest echo, SystemUnderTest floor, SystemUnderTest pipeline, Consumer<BenchMeasurement> found) {
        Map<SystemUnderTest, List<Double>> medians = new LinkedHashMap<>();
        Map<SystemUnderTest, List<Double>> tails = new LinkedHashMap<>();
        List<SystemUnderTest> all = List.of(echo, floor, pipeline);
        for (int rate : profile.rates()) {
            Map<SystemUnderTest, LatencyQuantiles> took = measure(all, rate);
            took.forEach((one, quantiles) -> {
                medians.computeIfAbsent(one, none -> new ArrayList<>()).add(quantiles.millisAt(0.5));
                tails.computeIfAbsent(one, none -> new ArrayList<>()).add(quantiles.millisAt(0.99));
            });
            for (Quantile quantile : QUANTILES) {
                String name = "answer at " + rate + " events/s, " + quantile.name;
                BenchMeasurement answer = BenchMeasurement.of(name, "ms", at(took, pipeline, quantile.share))
                        .comparedWith("floor", at(took, floor, quantile.share));
                found.accept(target(rate, quantile.name, answer));
            }
        }
        medians.forEach((one, millis) -> plot(one.name() + " p50", millis));
        tails.forEach((one, millis) -> plot(one.name() + " p99", millis));
    }

    private void plot(String name, List<Double> millis) {
        report.add(BenchReport.Plot.LATENCY, new PlotSeries(name, profile.rates(), millis));
    }

    private static double at(Map<SystemUnderTest, LatencyQuantiles> took, SystemUnderTest one, double share) {
        LatencyQuantiles quantiles = took.get(one);
        return quantiles == null ? 0 : quantiles.millisAt(share);
    }

    private static BenchMeasurement target(int rate, String quantile, BenchMeasurement measurement) {
        if (rate == 20 && quantile.equals("p50")) {
            return measurement.atMost(1.3);
        }
        return rate == 200 && quantile.equals("p99") ? measurement.atMost(3) : measurement;
    }

    private Map<SystemUnderTest, LatencyQuantiles> measure(List<SystemUnderTest> all, int rate) {
        Map<SystemUnderTest, List<SimulatedAgents.Answer>> answers = new LinkedHashMap<>();
        for (int round = 1; round <= profile.rounds(); round++) {
            for (SystemUnderTest one : all) {
                one.createRequests(OpenLoopGenerator.cardsNeeded(rate, profile.measurementTime()));
                answers.computeIfAbsent(one, none -> new ArrayList<>())
                        .addAll(OpenLoopGenerator.run(agents, one, rate, profile.measurementTime()));
            }
        }
        Map<SystemUnderTest, LatencyQuantiles> quantiles = new LinkedHashMap<>();
        answers.forEach((one, list) -> quantiles.put(
                one,
                LatencyQuantiles.ofMillis(
                        list.stream().map(SimulatedAgents.Answer::millis).toList())));
        return quantiles;
    }
}
