package org.cardroom.room.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cardroom.room.bench.report.Curve;
import org.cardroom.room.bench.report.Figure;
import org.cardroom.room.bench.report.Report;

/** How long answers take where events come at even distances, whoever answers them in turns. */
final class Latencies {
    private static final Map<String, Double> QUANTILES = quantiles();

    private final Crowd crowd;
    private final Effort effort;
    private final Report report;

    /** Plots go into this report. */
    Latencies(Crowd crowd, Effort effort, Report report) {
        this.crowd = crowd;
        this.effort = effort;
        this.report = report;
    }

    private static Map<String, Double> quantiles() {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        quantiles.put("p50", 0.5);
        quantiles.put("p90", 0.9);
        quantiles.put("p99", 0.99);
        quantiles.put("max", 1.0);
        return quantiles;
    }

    /** Milliseconds that half of its answers take at so many events a second. */
    double median(Contestant one, int rate) {
        return at(took(List.of(one), rate), one, 0.5);
    }

    /** The pipeline beside the floor, at each rate; all three are drawn. */
    void compare(Contestant echo, Contestant floor, Contestant pipeline, Consumer<Figure> found) {
        Map<Contestant, List<Curve.Point>> medians = new LinkedHashMap<>();
        Map<Contestant, List<Curve.Point>> tails = new LinkedHashMap<>();
        List<Contestant> all = List.of(echo, floor, pipeline);
        for (int rate : effort.rates()) {
            Map<Contestant, Quantiles> took = took(all, rate);
            took.forEach((one, quantiles) -> {
                medians.computeIfAbsent(one, none -> new ArrayList<>()).add(new Curve.Point(rate, quantiles.at(0.5)));
                tails.computeIfAbsent(one, none -> new ArrayList<>()).add(new Curve.Point(rate, quantiles.at(0.99)));
            });
            QUANTILES.forEach((name, share) -> found.accept(target(
                    rate,
                    name,
                    Figure.of("answer at " + rate + " events/s, " + name, "ms", at(took, pipeline, share))
                            .beside("floor", at(took, floor, share)))));
        }
        medians.forEach((one, points) -> report.add(Report.Plot.LATENCY, new Curve(one.name() + " p50", points)));
        tails.forEach((one, points) -> report.add(Report.Plot.LATENCY, new Curve(one.name() + " p99", points)));
    }

    private static double at(Map<Contestant, Quantiles> took, Contestant one, double share) {
        Quantiles quantiles = took.get(one);
        return quantiles == null ? 0 : quantiles.at(share);
    }

    private static Figure target(int rate, String quantile, Figure figure) {
        if (rate == 20 && quantile.equals("p50")) {
            return figure.atMost(1.3);
        }
        return rate == 200 && quantile.equals("p99") ? figure.atMost(3) : figure;
    }

    private Map<Contestant, Quantiles> took(List<Contestant> all, int rate) {
        Map<Contestant, List<Crowd.Answer>> answers = new LinkedHashMap<>();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Contestant one : all) {
                one.order(OpenLoop.cards(rate, effort.time()));
                answers.computeIfAbsent(one, none -> new ArrayList<>())
                        .addAll(OpenLoop.run(crowd, one, rate, effort.time()));
            }
        }
        Map<Contestant, Quantiles> quantiles = new LinkedHashMap<>();
        answers.forEach((one, list) -> quantiles.put(one, Quantiles.of(list)));
        return quantiles;
    }
}
