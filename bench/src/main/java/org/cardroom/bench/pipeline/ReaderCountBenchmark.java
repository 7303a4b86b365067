package org.cardroom.bench.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.cardroom.bench.load.BenchEnvironment;
import org.cardroom.bench.load.CardCost;
import org.cardroom.bench.load.LoadProfile;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.bench.report.BenchReport;
import org.cardroom.bench.report.PlotSeries;

/** What a card costs, against how many readers ask at once, with one processor and with two. */
public final class ReaderCountBenchmark {
    /** Simulated readers, which take no time themselves. */
    public static final List<Integer> READERS = List.of(1, 8, 64, 512);

    private final LoadProfile profile;
    private final BenchReport report;
    private final Consumer<String> progress;

    /** One that adds to this report, and tells a line of progress now and then. */
    public ReaderCountBenchmark(LoadProfile profile, BenchReport report, Consumer<String> progress) {
        this.profile = profile;
        this.report = report;
        this.progress = progress;
    }

    /** Measures these, with servers in this folder and processors started by this launcher. */
    public void run(Path folder, Path launcher, List<Integer> readers) {
        try (BenchEnvironment environment = BenchEnvironment.start(folder);
                SimulatedAgents simulatedAgents = new SimulatedAgents(environment);
                SystemUnderTest pipeline = SystemUnderTest.startPipeline(environment, launcher)) {
            CardCost.warmUp(simulatedAgents, pipeline, profile);
            List<CardCost> one = costs(simulatedAgents, pipeline, "1 processor", readers);
            pipeline.addProcessor(launcher);
            CardCost.warmUp(simulatedAgents, pipeline, profile);
            List<CardCost> two = costs(simulatedAgents, pipeline, "2 processors", readers);
            for (int i = 0; i < readers.size(); i++) {
                tell(readers.get(i), one.get(i), two.get(i));
            }
        }
    }

    private List<CardCost> costs(
            SimulatedAgents simulatedAgents, SystemUnderTest pipeline, String who, List<Integer> readers) {
        List<CardCost> costs = new ArrayList<>();
        for (int at : readers) {
            CardCost cost = CardCost.measure(simulatedAgents, pipeline, at, profile, profile.measurementTime());
            progress.accept(String.format(
                    Locale.ROOT,
                    "  %s, %d at once: a card takes %.3f ms of work, and %.3f ms",
                    who,
                    at,
                    cost.cpuMillis(),
                    cost.elapsedMillis()));
            costs.add(cost);
        }
        report.add(BenchReport.Plot.READERS, curve("work, " + who, readers, costs, CardCost::cpuMillis));
        report.add(BenchReport.Plot.READERS, curve("time, " + who, readers, costs, CardCost::elapsedMillis));
        return costs;
    }

    private static PlotSeries curve(
            String name, List<Integer> readers, List<CardCost> costs, ToDoubleFunction<CardCost> value) {
        List<PlotSeries.Point> points = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
            points.add(new PlotSeries.Point(readers.get(i), value.applyAsDouble(costs.get(i))));
        }
        return new PlotSeries(name, points);
    }

    /** One processor's stands alone, that of two beside it. */
    private void tell(int readers, CardCost one, CardCost two) {
        report.add(BenchMeasurement.of("work for a card, " + readers + " at once", "ms", one.cpuMillis()));
        report.add(BenchMeasurement.of("time for a card, " + readers + " at once", "ms", one.elapsedMillis()));
        report.add(BenchMeasurement.of("work for a card, " + readers + " at once, 2 processors", "ms", two.cpuMillis())
                .beside("1 processor", one.cpuMillis()));
        report.add(
                BenchMeasurement.of("time for a card, " + readers + " at once, 2 processors", "ms", two.elapsedMillis())
                        .beside("1 processor", one.elapsedMillis()));
    }
}
