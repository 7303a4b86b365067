package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.cardroom.room.bench.report.Figure;

/** What the pipeline takes, and what those take that it is measured against; all in one run, in turns. */
public final class LocalBench {
    private static final List<Integer> RATES = List.of(20, 200, 1000);

    private final Effort effort;
    private final Consumer<String> progress;
    private final List<Figure> figures = new ArrayList<>();

    /** One that tells a line of progress now and then. */
    public LocalBench(Effort effort, Consumer<String> progress) {
        this.effort = effort;
        this.progress = progress;
    }

    /** Measures, with servers in this folder and processors started by this launcher. */
    public List<Figure> run(Path folder, Path launcher) {
        progress.accept("starting servers");
        try (Site site = Site.open(folder);
                Crowd crowd = new Crowd(site);
                Contestant floor = Contestant.of("floor", site);
                Contestant alternative = Contestant.of("alternative", site);
                Contestant pipeline = Contestant.pipeline(site, launcher)) {
            List<Contestant> all = List.of(floor, alternative, pipeline);
            all.forEach(one -> saturate(crowd, one, effort.warmUp()));
            Map<String, Double> best = new LinkedHashMap<>();
            for (int round = 1; round <= effort.rounds(); round++) {
                all.forEach(one -> best.merge(one.name(), saturate(crowd, one, effort.time()), Double::max));
            }
            for (int rate : RATES) {
                latencies(crowd, List.of(floor, pipeline), rate);
            }
        }
        return figures;
    }

    private double saturate(Crowd crowd, Contestant one, Duration time) {
        Duration lead = time.dividedBy(8);
        one.order(effort.cardsFor(time.plus(lead)));
        double rate = Saturation.of(crowd, one, effort.cards(), effort.cardsFor(time.plus(lead)), lead, time);
        progress.accept(String.format(Locale.ROOT, "%s: %.0f events/s at saturation", one.name(), rate));
        return rate;
    }

    private void latencies(Crowd crowd, List<Contestant> all, int rate) {
        for (Contestant one : all) {
            one.order(OpenLoop.cards(rate, effort.time()));
            Quantiles took = Quantiles.of(OpenLoop.run(crowd, one, rate, effort.time()));
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s at %d events/s: p50 %.2f, p90 %.2f, p99 %.2f, max %.2f ms",
                    one.name(),
                    rate,
                    took.at(0.5),
                    took.at(0.9),
                    took.at(0.99),
                    took.at(1)));
        }
    }
}
