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

/** What a card costs, against how many were issued before it: one processor, and one database that grows. */
public final class DatabaseSizeBenchmark {
    /** Cards in the database. */
    public static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

    private static final double MOST = 1.1;

    private final LoadProfile profile;
    private final BenchReport report;
    private final Consumer<String> progress;

    /** One that adds to this report, and tells a line of progress now and then. */
    public DatabaseSizeBenchmark(LoadProfile profile, BenchReport report, Consumer<String> progress) {
        this.profile = profile;
        this.report = report;
        this.progress = progress;
    }

    /** A cost, after so many cards. */
    private record CostAtSize(int size, CardCost cost) {}

    /** Measures these sizes, from small to large, with servers in this folder and a processor started by this launcher. */
    public void run(Path folder, Path launcher, List<Integer> sizes) {
        List<CostAtSize> costs = new ArrayList<>();
        try (BenchEnvironment environment = BenchEnvironment.start(folder);
                SimulatedAgents simulatedAgents = new SimulatedAgents(environment);
                SystemUnderTest pipeline = SystemUnderTest.startPipeline(environment, launcher)) {
            pipeline.seedIssuedCards(sizes.get(0));
            CardCost.warmUp(simulatedAgents, pipeline, profile);
            for (int size : sizes) {
                progress.accept(String.format(Locale.ROOT, "making up %,d issued cards", size));
                pipeline.seedIssuedCards(size);
                CardCost cost = CardCost.measure(
                        simulatedAgents, pipeline, profile.concurrentCards(), profile, profile.measurementTime());
                progress.accept(String.format(
                        Locale.ROOT,
                        "  a card takes %.3f ms of work, and %.3f ms",
                        cost.cpuMillis(),
                        cost.elapsedMillis()));
                costs.add(new CostAtSize(size, cost));
            }
        }
        tell(costs);
    }

    private void tell(List<CostAtSize> costs) {
        CostAtSize first = costs.get(0);
        for (CostAtSize one : costs) {
            BenchMeasurement work = BenchMeasurement.of(name("work for a card", one), "ms", one.cost.cpuMillis());
            BenchMeasurement time =
                    BenchMeasurement.of(name("time for a card at saturation", one), "ms", one.cost.elapsedMillis());
            boolean last = one.equals(costs.get(costs.size() - 1)) && costs.size() > 1;
            report.add(
                    last
                            ? work.beside(name("after", first), first.cost.cpuMillis())
                                    .atMost(MOST)
                            : work);
            report.add(
                    last
                            ? time.beside(name("after", first), first.cost.elapsedMillis())
                                    .atMost(MOST)
                            : time);
        }
        report.add(BenchReport.Plot.SIZE, curve("work", costs, CardCost::cpuMillis));
        report.add(BenchReport.Plot.SIZE, curve("time at saturation", costs, CardCost::elapsedMillis));
    }

    private static String name(String what, CostAtSize one) {
        return String.format(Locale.ROOT, "%s, %,d cards", what, one.size);
    }

    private static PlotSeries curve(String name, List<CostAtSize> costs, ToDoubleFunction<CardCost> value) {
        return new PlotSeries(
                name,
                costs.stream()
                        .map(one -> new PlotSeries.Point(one.size, value.applyAsDouble(one.cost)))
                        .toList());
    }
}
