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

/** What a card costs, against how many readers ask at once, with one processor and with two. */
public final class ReadersBench {
    /** Simulated readers, which take no time themselves. */
    public static final List<Integer> READERS = List.of(1, 8, 64, 512);

    private final Effort effort;
    private final Report report;
    private final Consumer<String> progress;

    /** One that adds to this report, and tells a line of progress now and then. */
    public ReadersBench(Effort effort, Report report, Consumer<String> progress) {
        this.effort = effort;
        this.report = report;
        this.progress = progress;
    }

    /** Measures these, with servers in this folder and processors started by this launcher. */
    public void run(Path folder, Path launcher, List<Integer> readers) {
        try (Site site = Site.open(folder);
                Crowd crowd = new Crowd(site);
                Contestant pipeline = Contestant.pipeline(site, launcher)) {
            Cost.warmUp(crowd, pipeline, effort);
            List<Cost> one = costs(crowd, pipeline, "1 processor", readers);
            pipeline.add(launcher);
            Cost.warmUp(crowd, pipeline, effort);
            List<Cost> two = costs(crowd, pipeline, "2 processors", readers);
            for (int i = 0; i < readers.size(); i++) {
                tell(readers.get(i), one.get(i), two.get(i));
            }
        }
    }

    private List<Cost> costs(Crowd crowd, Contestant pipeline, String who, List<Integer> readers) {
        List<Cost> costs = new ArrayList<>();
        for (int at : readers) {
            Cost cost = Cost.of(crowd, pipeline, at, effort, effort.time());
            progress.accept(String.format(
                    Locale.ROOT,
                    "  %s, %d at once: a card takes %.3f ms of work, and %.3f ms",
                    who,
                    at,
                    cost.worked(),
                    cost.passed()));
            costs.add(cost);
        }
        report.add(Report.Plot.READERS, curve("work, " + who, readers, costs, Cost::worked));
        report.add(Report.Plot.READERS, curve("time, " + who, readers, costs, Cost::passed));
        return costs;
    }

    private static Curve curve(String name, List<Integer> readers, List<Cost> costs, ToDoubleFunction<Cost> value) {
        List<Curve.Point> points = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
            points.add(new Curve.Point(readers.get(i), value.applyAsDouble(costs.get(i))));
        }
        return new Curve(name, points);
    }

    /** One processor's stands alone, that of two beside it. */
    private void tell(int readers, Cost one, Cost two) {
        report.add(Figure.of("work for a card, " + readers + " at once", "ms", one.worked()));
        report.add(Figure.of("time for a card, " + readers + " at once", "ms", one.passed()));
        report.add(Figure.of("work for a card, " + readers + " at once, 2 processors", "ms", two.worked())
                .beside("1 processor", one.worked()));
        report.add(Figure.of("time for a card, " + readers + " at once, 2 processors", "ms", two.passed())
                .beside("1 processor", one.passed()));
    }
}
