package org.cardroom.room.bench.load;

import java.nio.file.Path;
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

    /** A cost, after so many cards. */
    private record Sized(int size, Cost cost) {}

    /** Measures these sizes, from small to large, with servers in this folder and a processor started by this launcher. */
    public void run(Path folder, Path launcher, List<Integer> sizes) {
        List<Sized> costs = new ArrayList<>();
        try (Site site = Site.open(folder);
                Crowd crowd = new Crowd(site);
                Contestant pipeline = Contestant.pipeline(site, launcher)) {
            pipeline.growTo(sizes.get(0));
            Cost.warmUp(crowd, pipeline, effort);
            for (int size : sizes) {
                progress.accept(String.format(Locale.ROOT, "making up %,d issued cards", size));
                pipeline.growTo(size);
                Cost cost = Cost.of(crowd, pipeline, effort.cards(), effort, effort.time());
                progress.accept(String.format(
                        Locale.ROOT, "  a card takes %.3f ms of work, and %.3f ms", cost.worked(), cost.passed()));
                costs.add(new Sized(size, cost));
            }
        }
        tell(costs);
    }

    private void tell(List<Sized> costs) {
        Sized first = costs.get(0);
        for (Sized one : costs) {
            Figure work = Figure.of(name("work for a card", one), "ms", one.cost.worked());
            Figure time = Figure.of(name("time for a card at saturation", one), "ms", one.cost.passed());
            boolean last = one.equals(costs.get(costs.size() - 1)) && costs.size() > 1;
            report.add(
                    last
                            ? work.beside(name("after", first), first.cost.worked())
                                    .atMost(MOST)
                            : work);
            report.add(
                    last
                            ? time.beside(name("after", first), first.cost.passed())
                                    .atMost(MOST)
                            : time);
        }
        report.add(Report.Plot.SIZE, curve("work", costs, Cost::worked));
        report.add(Report.Plot.SIZE, curve("time at saturation", costs, Cost::passed));
    }

    private static String name(String what, Sized one) {
        return String.format(Locale.ROOT, "%s, %,d cards", what, one.size);
    }

    private static Curve curve(String name, List<Sized> costs, ToDoubleFunction<Cost> value) {
        return new Curve(
                name,
                costs.stream()
                        .map(one -> new Curve.Point(one.size, value.applyAsDouble(one.cost)))
                        .toList());
    }
}
