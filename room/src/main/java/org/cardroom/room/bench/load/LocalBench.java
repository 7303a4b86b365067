package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.room.bench.report.Figure;
import org.cardroom.room.bench.report.Report;

/**
 * What the pipeline takes, and what those take that it is measured against; all in one run, in turns. Each answers events
 * of a topic of its own, over a database of its own, on the same servers, and all live as long as the run.
 */
public final class LocalBench {
    /** Events a second at which the broker's share of one card is found. */
    private static final int LOWEST = 20;

    private final Effort effort;
    private final Report report;
    private final Consumer<String> progress;

    /** One that adds to this report, and tells a line of progress now and then. */
    public LocalBench(Effort effort, Report report, Consumer<String> progress) {
        this.effort = effort;
        this.report = report;
        this.progress = progress;
    }

    /** What can be left out. */
    public enum Part {
        /** Events a second. */
        SATURATION,
        /** Time of an answer. */
        LATENCY,
        /** Where a card's time goes. */
        CARD,
        /** Until another processor answers. */
        FAILOVER,
        /** What a card costs after many others: {@link GrowthBench}. */
        SIZE,
        /** What a card costs with many readers, and with two processors: {@link ReadersBench}. */
        READERS,
        /** The HTTP API, and what becomes of requests while processors are killed: {@link HttpBench}. */
        HTTP,
        /** Ciphers, channel and codec alone: that is not this class's. */
        JMH
    }

    /** Measures these, with servers in this folder and processors started by this launcher. */
    public void run(Path folder, Path launcher, Set<Part> parts) {
        progress.accept("starting PostgreSQL, Kafka and who is measured");
        try (Site site = Site.open(folder);
                Crowd crowd = new Crowd(site);
                Contestant floor = Contestant.of("floor", site);
                Contestant alternative = Contestant.of("alternative", site);
                Contestant echo = Contestant.of("echo", site);
                Contestant pipeline = Contestant.pipeline(site, launcher)) {
            List<Contestant> all = List.of(echo, floor, alternative, pipeline);
            all.stream()
                    .filter(one -> needs(parts, one))
                    .forEach(one -> saturate(crowd, one, effort.warmUp(), "warms up"));
            if (parts.contains(Part.SATURATION)) {
                attempt("saturation", crowd, () -> throughput(crowd, all));
            }
            if (parts.contains(Part.LATENCY)) {
                attempt("the answers' time", crowd, () -> new Latencies(crowd, effort, report)
                        .compare(echo, floor, pipeline, this::add));
            }
            if (parts.contains(Part.CARD)) {
                attempt("one card", crowd, () -> oneCard(site, crowd, folder, echo, pipeline));
            }
            if (needs(parts, floor)) {
                rows(floor, pipeline);
            }
            if (parts.contains(Part.FAILOVER)) {
                attempt("fail-over", crowd, () -> FailOver.measure(crowd, pipeline, launcher)
                        .forEach(this::add));
            }
        }
    }

    private static boolean needs(Set<Part> parts, Contestant one) {
        return switch (one.name()) {
            case "alternative" -> parts.contains(Part.SATURATION);
            case "floor" -> parts.contains(Part.SATURATION) || parts.contains(Part.LATENCY);
            case "echo" -> !parts.equals(Set.of(Part.FAILOVER));
            default -> true;
        };
    }

    private void oneCard(Site site, Crowd crowd, Path folder, Contestant echo, Contestant pipeline) {
        double hops = new Latencies(crowd, effort, report).median(echo, LOWEST);
        OneCard.measure(site, folder, pipeline, effort.single(), hops).forEach(this::add);
    }

    private void add(Figure figure) {
        report.add(figure);
        progress.accept(String.format(Locale.ROOT, "%s: %.2f %s", figure.name(), figure.value(), figure.unit()));
    }

    /** What cannot be measured takes nothing else with it. */
    private void attempt(String what, Crowd crowd, Runnable measurement) {
        try {
            measurement.run();
        } catch (EnvironmentException e) {
            crowd.giveUp();
            report.lacks(what);
            progress.accept(what + " is not measured: " + e.getMessage());
        }
    }

    private void throughput(Crowd crowd, List<Contestant> all) {
        Map<Contestant, Double> sums = new HashMap<>();
        for (int round = 1; round <= effort.rounds(); round++) {
            all.forEach(one -> sums.merge(one, saturate(crowd, one, effort.time(), "answers"), Double::sum));
        }
        Map<String, Double> mean = new HashMap<>();
        sums.forEach((one, sum) -> mean.put(one.name(), sum / effort.rounds()));
        double pipeline = mean.getOrDefault(Contestant.PIPELINE, 0.0);
        Figure saturated = Figure.of("events answered at saturation", "events/s", pipeline);
        add(saturated.beside("floor", mean.getOrDefault("floor", 0.0)).atLeast(0.7));
        add(new Figure("the same, and one transaction a record", "events/s", pipeline, null, null)
                .beside("alternative", mean.getOrDefault("alternative", 0.0))
                .atLeast(5));
        add(new Figure("the same, and no rows", "events/s", pipeline, null, null)
                .beside("echo", mean.getOrDefault("echo", 0.0)));
    }

    private double saturate(Crowd crowd, Contestant one, Duration time, String does) {
        Duration lead = time.dividedBy(8);
        int cards = one.orders() ? effort.cardsFor(time.plus(lead)) : Integer.MAX_VALUE;
        one.order(cards);
        Contestant.Usage before = one.usage();
        double rate = Saturation.of(crowd, one, effort.cards(), cards, lead, time);
        double[] cpu = one.usage().micros(before);
        progress.accept(String.format(
                Locale.ROOT,
                "  %s %s %.0f events/s; processor time of an event: %.0f µs, and %.0f µs in PostgreSQL",
                one.name(),
                does,
                rate,
                cpu[0],
                cpu[1]));
        return rate;
    }

    private void rows(Contestant floor, Contestant pipeline) {
        add(Figure.of("rows written for an event", "rows", pipeline.rowsAnEvent())
                .beside("floor", floor.rowsAnEvent()));
    }
}
