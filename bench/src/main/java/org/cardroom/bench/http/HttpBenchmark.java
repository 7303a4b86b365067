package org.cardroom.bench.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.cardroom.bench.load.BenchEnvironment;
import org.cardroom.bench.load.LoadProfile;
import org.cardroom.bench.load.SimulatedAgents;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.pipeline.LatencyBenchmark;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.bench.report.BenchReport;
import org.cardroom.testkit.metrics.LatencyQuantiles;

/** Measures the HTTP API with a bearer token and no rate limit: latency, throughput, and the effect of faults. */
public record HttpBenchmark(LoadProfile profile, BenchReport report, Consumer<String> progress) {
    private static final int RATE = 20;
    private static final int CONNECTIONS = 32;
    private static final double MAX_RATIO = 3;
    private static final int MIN_PER_SECOND = 200;

    /** Runs it with servers in this folder, and processors and a gateway started by this launcher. */
    public void run(Path folder, Path launcher) {
        try (BenchEnvironment bench = BenchEnvironment.start(folder);
                SimulatedAgents agents = new SimulatedAgents(bench);
                SystemUnderTest echo = SystemUnderTest.startBaseline("echo", bench);
                SystemUnderTest pipeline = SystemUnderTest.startPipeline(bench, launcher);
                GatewayProcess gateway = GatewayProcess.start(bench, pipeline, launcher, folder)) {
            HttpLoadGenerator generator =
                    new HttpLoadGenerator(gateway.login(GatewayProcess.REQUESTER), new BoundHttpCards(pipeline));
            generator.saturate(CONNECTIONS, profile.warmUp());
            latency(generator, new LatencyBenchmark(agents, profile, report), echo);
            HttpLoadGenerator.Throughput found = generator.saturate(CONNECTIONS, profile.measurementTime());
            add(BenchMeasurement.of(
                            "answers over HTTP at " + CONNECTIONS + " connections", "requests/s", found.perSecond())
                    .atLeast(MIN_PER_SECOND));
            add(BenchMeasurement.of("of them, errors", "requests", found.errors())
                    .atMost(0));
            HttpFaultBenchmark faults =
                    new HttpFaultBenchmark(pipeline, launcher, gateway, profile.httpFaultRequests(), progress);
            faults.run(CONNECTIONS).forEach(this::add);
        }
    }

    /** Measures the broker alone between two halves, so that both see the same state of the machine. */
    private void latency(HttpLoadGenerator generator, LatencyBenchmark latencies, SystemUnderTest echo) {
        Duration half = profile.measurementTime().multipliedBy(profile.rounds()).dividedBy(2);
        List<Double> millis = new ArrayList<>(generator.runAtRate(RATE, half));
        double broker = latencies.measureMedian(echo, RATE);
        millis.addAll(generator.runAtRate(RATE, half));
        LatencyQuantiles took = LatencyQuantiles.ofMillis(millis);
        add(BenchMeasurement.of("authenticationresponse at " + RATE + "/s, p50", "ms", took.millisAt(0.5))
                .comparedWith("the broker alone", broker)
                .atMost(MAX_RATIO));
        add(BenchMeasurement.of("authenticationresponse at " + RATE + "/s, p99", "ms", took.millisAt(0.99)));
    }

    private void add(BenchMeasurement measurement) {
        report.add(measurement);
        progress.accept(
                String.format(Locale.ROOT, "%s: %.2f %s", measurement.name(), measurement.value(), measurement.unit()));
    }
}
