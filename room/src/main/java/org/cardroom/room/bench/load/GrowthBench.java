package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.cardroom.room.bench.report.Curve;
import org.cardroom.room.bench.report.Figure;
import org.cardroom.room.bench.report.Report;

/** What a card costs, against how many were issued before it: one processor, and one database that grows. */
public final class GrowthBench {
    /** Cards in the database. */
    public static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

    private static final double MOST = 1.1;

    private final Effort effort;
    private final Report report;
    private final Consumer<String> progress;

    /** One that adds to this report, and tells a line of progress now and then. */
    public GrowthBench(Effort effort, Report report, Consumer<String> progress) {
        this.effort = effort;
        this.report = report;
        this.progress = progress;
    }

    /**
     * A card where many are served at once, in milliseconds.
     *
     * @param worked processor time, in the processor and its connections to the database
     * @param passed time that went by, divided by the cards
     */
    private record Cost(int size, double worked, double passed) {}

    /** Measures these sizes, from small to large, with servers in this folder and a processor started by this launcher. */
    public void run(Path folder, Path launcher, List<Integer> sizes) {
        List<Cost> costs = new ArrayList<>();
        try (Site site = Site.open(folder);
                Crowd crowd = new Crowd(site);
                Contestant pipeline = Contestant.pipeline(site, launcher)) {
            pipeline.growTo(sizes.get(0));
            cost(crowd, pipeline, effort.warmUp(), 0);
            for (int size : sizes) {
                progress.accept(String.format(Locale.ROOT, "making up %,d issued cards", size));
                pipeline.growTo(size);
                Cost cost = cost(crowd, pipeline, effort.time(), size);
                progress.accept(String.format(
                        Locale.ROOT, "  a card takes %.3f ms of work, and %.3f ms", cost.worked, cost.passed));
                costs.add(cost);
            }
        }
        tell(costs);
    }

    private Cost cost(Crowd crowd, Contestant pipeline, Duration time, int size) {
        Duration lead = time.dividedBy(4);
        int cards = effort.cardsFor(time.plus(lead));
        pipeline.order(cards);
        Contestant.Usage before = pipeline.usage();
        double rate = Saturation.of(crowd, pipeline, effort.cards(), cards, lead, time);
        double[] micros = pipeline.usage().micros(before);
        return new Cost(size, Visit.STAGES * (micros[0] + micros[1]) / 1e3, Visit.STAGES * 1e3 / rate);
    }

    private void tell(List<Cost> costs) {
        Cost first = costs.get(0);
        for (Cost cost : costs) {
            Figure work = Figure.of(name("work for a card", cost), "ms", cost.worked);
            Figure time = Figure.of(name("time for a card at saturation", cost), "ms", cost.passed);
            boolean last = cost.equals(costs.get(costs.size() - 1)) && costs.size() > 1;
            report.add(last ? work.beside(name("after", first), first.worked).atMost(MOST) : work);
            report.add(last ? time.beside(name("after", first), first.passed).atMost(MOST) : time);
        }
        report.add(Report.Plot.SIZE, curve("work", costs, Cost::worked));
        report.add(Report.Plot.SIZE, curve("time at saturation", costs, Cost::passed));
    }

    private static String name(String what, Cost cost) {
        return String.format(Locale.ROOT, "%s, %,d cards", what, cost.size);
    }

    private static Curve curve(String name, List<Cost> costs, ToDoubleFunction<Cost> value) {
        return new Curve(
                name,
                costs.stream()
                        .map(cost -> new Curve.Point(cost.size, value.applyAsDouble(cost)))
                        .toList());
    }
}
