package org.cardroom.bench.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cardroom.bench.load.BenchEnvironment;
import org.cardroom.bench.load.CardCost;
import org.cardroom.bench.load.LoadProfile;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.bench.report.BenchReport;
import org.cardroom.bench.report.PlotSeries;

/** Measures the cost of a card against the number of busy readers, with one processor and with two. */
public record ReaderCountBenchmark(LoadProfile profile, BenchReport report, Consumer<String> progress) {
    /** Numbers of simulated readers, whose cards take no time. */
    public static final List<Integer> READERS = List.of(1, 8, 64, 512);

    /** Measures these numbers of readers, with servers in this folder and processors started by this launcher. */
    public void run(Path folder, Path launcher, List<Integer> readers) {
        try (BenchEnvironment bench = BenchEnvironment.start(folder);
                SimulatedAgents agents = new SimulatedAgents(bench);
                SystemUnderTest pipeline = SystemUnderTest.startPipeline(bench, launcher)) {
            CardCost.warmUp(agents, pipeline, profile);
            List<CardCost> one = costs(agents, pipeline, "1 processor", readers);
            pipeline.addProcessor(launcher);
            CardCost.warmUp(agents, pipeline, profile);
            List<CardCost> two = costs(agents, pipeline, "2 processors", readers);
            for (int i = 0; i < readers.size(); i++) {
                addToReport(readers.get(i), one.get(i), two.get(i));
            }
        }
    }

    private List<CardCost> costs(
            SimulatedAgents agents, SystemUnderTest pipeline, String processors, List<Integer> readers) {
        List<CardCost> costs = new ArrayList<>();
        for (int at : readers) {
            CardCost cost = CardCost.measure(agents, pipeline, at, profile, profile.measurementTime());
            progress.accept("  " + processors + ", " + at + " at once: " + cost);
            costs.add(cost);
        }
        List<Double> work = costs.stream().map(CardCost::cpuMillis).toList();
        List<Double> time = costs.stream().map(CardCost::elapsedMillis).toList();
        report.add(BenchReport.Plot.READERS, new PlotSeries("work, " + processors, readers, work));
        report.add(BenchReport.Plot.READERS, new PlotSeries("time, " + processors, readers, time));
        return costs;
    }

    private void addToReport(int readers, CardCost one, CardCost two) {
        report.add(BenchMeasurement.of("work for a card, " + readers + " at once", "ms", one.cpuMillis()));
        report.add(BenchMeasurement.of("time for a card, " + readers + " at once", "ms", one.elapsedMillis()));
        report.add(BenchMeasurement.of("work for a card, " + readers + " at once, 2 processors", "ms", two.cpuMillis())
                .comparedWith("1 processor", one.cpuMillis()));
        report.add(
                BenchMeasurement.of("time for a card, " + readers + " at once, 2 processors", "ms", two.elapsedMillis())
                        .comparedWith("1 processor", one.elapsedMillis()));
    }
}
