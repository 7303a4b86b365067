package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.cardroom.room.bench.report.Figure;
import org.cardroom.room.bench.report.Report;

/** The HTTP API, with a bearer token and no rate limit: how long an answer takes, how many it gives, what faults do. */
public final class HttpBench {
    private static final int RATE = 20;
    private static final int CONNECTIONS = 32;
    private static final double MOST = 3;
    private static final int LEAST = 200;

    private final Effort effort;
    private final Report report;
    private final Consumer<String> progress;

    /** One that adds to this report, and tells a line of progress now and then. */
    public HttpBench(Effort effort, Report report, Consumer<String> progress) {
        this.effort = effort;
        this.report = report;
        this.progress = progress;
    }

    /** Measures it, with servers in this folder, and processors and a gateway started by this launcher. */
    public void run(Path folder, Path launcher) {
        try (Site site = Site.open(folder);
                Crowd crowd = new Crowd(site);
                Contestant echo = Contestant.of("echo", site);
                Contestant pipeline = Contestant.pipeline(site, launcher);
                GatewayPart gateway = GatewayPart.start(site, pipeline, launcher, folder)) {
            HttpLoad load = new HttpLoad(gateway.as(GatewayPart.MAKER), new HttpCards(pipeline));
            load.saturate(CONNECTIONS, effort.warmUp());
            latency(load, new Latencies(crowd, effort, report), echo);
            HttpLoad.Throughput found = load.saturate(CONNECTIONS, effort.time());
            add(Figure.of("answers over HTTP at " + CONNECTIONS + " connections", "requests/s", found.perSecond())
                    .atLeast(LEAST));
            add(Figure.of("of them, errors", "requests", found.errors()).atMost(0));
            Mixed mixed = new Mixed(pipeline, launcher, gateway, effort.mixed(), progress);
            mixed.run(CONNECTIONS).forEach(this::add);
        }
    }

    /** The broker alone in between, so that both have the same hour of the machine. */
    private void latency(HttpLoad load, Latencies latencies, Contestant echo) {
        Duration half = effort.time().multipliedBy(effort.rounds()).dividedBy(2);
        List<Double> millis = new ArrayList<>(load.atRate(RATE, half));
        double broker = latencies.median(echo, RATE);
        millis.addAll(load.atRate(RATE, half));
        Quantiles took = Quantiles.ofMillis(millis);
        add(Figure.of("authenticationresponse at " + RATE + "/s, p50", "ms", took.at(0.5))
                .beside("the broker alone", broker)
                .atMost(MOST));
        add(Figure.of("authenticationresponse at " + RATE + "/s, p99", "ms", took.at(0.99)));
    }

    private void add(Figure figure) {
        report.add(figure);
        progress.accept(String.format(Locale.ROOT, "%s: %.2f %s", figure.name(), figure.value(), figure.unit()));
    }
}
