package org.cardroom.bench.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cardroom.bench.load.BenchEnvironment;
import org.cardroom.bench.load.CardCost;
import org.cardroom.bench.load.LoadProfile;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.bench.report.BenchReport;
import org.cardroom.bench.report.BenchReport.Plot;
import org.cardroom.bench.report.PlotSeries;

/** Measures the cost of a card against the number of cards issued before: one processor, one growing database. */
public record DatabaseSizeBenchmark(LoadProfile profile, BenchReport report, Consumer<String> progress) {
    /** Cards in the database. */
    public static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

    private static final double MAX_RATIO = 1.1;

    /** The cost of a card with {@code size} cards in the database. */
    private record CostAtSize(int size, CardCost cost) {}

    /** Measures these ascending sizes, with servers in this folder and a processor started by this launcher. */
    public void run(Path folder, Path launcher, List<Integer> sizes) {
        List<CostAtSize> costs = new ArrayList<>();
        try (BenchEnvironment bench = BenchEnvironment.start(folder);
                SimulatedAgents agents = new SimulatedAgents(bench);
                SystemUnderTest pipeline = SystemUnderTest.startPipeline(bench, launcher)) {
            pipeline.seedIssuedCards(sizes.get(0));
            CardCost.warmUp(agents, pipeline, profile);
            for (int size : sizes) {
                progress.accept(String.format(Locale.ROOT, "seeding %,d issued cards", size));
                pipeline.seedIssuedCards(size);
                CardCost cost = CardCost.measure(
                        agents, pipeline, profile.concurrentCards(), profile, profile.measurementTime());
                progress.accept("  " + cost);
                costs.add(new CostAtSize(size, cost));
            }
        }
        addToReport(costs);
    }

    private void addToReport(List<CostAtSize> costs) {
        CostAtSize first = costs.get(0);
        for (CostAtSize one : costs) {
            BenchMeasurement work = BenchMeasurement.of(name("work for a card", one), "ms", one.cost.cpuMillis());
            BenchMeasurement time =
                    BenchMeasurement.of(name("time for a card at saturation", one), "ms", one.cost.elapsedMillis());
            if (costs.size() > 1 && one.equals(costs.get(costs.size() - 1))) {
                String start = name("after", first);
                work = work.comparedWith(start, first.cost.cpuMillis()).atMost(MAX_RATIO);
                time = time.comparedWith(start, first.cost.elapsedMillis()).atMost(MAX_RATIO);
            }
            report.add(work);
            report.add(time);
        }
        List<Integer> sizes = costs.stream().map(CostAtSize::size).toList();
        report.add(Plot.SIZE, new PlotSeries("work", sizes, millis(costs, CardCost::cpuMillis)));
        report.add(Plot.SIZE, new PlotSeries("time at saturation", sizes, millis(costs, CardCost::elapsedMillis)));
    }

    private static String name(String what, CostAtSize one) {
        return String.format(Locale.ROOT, "%s, %,d cards", what, one.size);
    }

    private static List<Double> millis(List<CostAtSize> costs, Function<CardCost, Double> value) {
        return costs.stream().map(one -> value.apply(one.cost)).toList();
    }
}
