package org.cardroom.bench.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cardroom.bench.http.HttpIssuanceScenario.ScenarioOutcome;
import org.cardroom.bench.http.HttpIssuanceScenario.ScenarioResult;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.bench.report.BenchMeasurement;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.process.ManagedProcess;

/** Issues cards over the HTTP API from request to end while processors are killed, and checks the results. */
final class HttpFaultBenchmark {
    private static final long SEED = 1;

    private final SystemUnderTest pipeline;
    private final Path launcher;
    private final GatewayProcess gateway;
    private final int requests;
    private final Consumer<String> progress;
    private final Queue<ScenarioResult> ends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger killed = new AtomicInteger();

    HttpFaultBenchmark(
            SystemUnderTest pipeline, Path launcher, GatewayProcess gateway, int requests, Consumer<String> progress) {
        this.pipeline = pipeline;
        this.launcher = launcher;
        this.gateway = gateway;
        this.requests = requests;
        this.progress = progress;
    }

    /** Sends the requests over this many connections and compares each card's end with the database. */
    List<BenchMeasurement> run(int connections) {
        HttpScenarioClients clients = HttpScenarioClients.login(gateway, pipeline.store(), requests);
        CountDownLatch done = new CountDownLatch(1);
        Thread faults = new Thread(() -> killProcessors(done), "faults");
        faults.start();
        try {
            ParallelRunner.run(connections, () -> {
                while (clients.hasBudget()) {
                    ends.add(new HttpIssuanceScenario(clients).run());
                }
            });
        } finally {
            done.countDown();
            join(faults);
        }
        return figures(clients);
    }

    /** Starts another processor before it kills one; between the two, replies may be delayed. */
    private void killProcessors(CountDownLatch done) {
        Random random = new Random(SEED);
        try {
            ManagedProcess latest = pipeline.addProcessor(launcher);
            while (!done.await(500 + random.nextInt(2000), TimeUnit.MILLISECONDS)) {
                pipeline.killAndRemove(latest);
                killed.incrementAndGet();
                latest = pipeline.addProcessor(launcher);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (EnvironmentException e) {
            progress.accept("fault injection ended: " + e.getMessage());
        }
    }

    private static void join(Thread faults) {
        try {
            faults.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<BenchMeasurement> figures(HttpScenarioClients clients) {
        HttpRequestRepository rows = new HttpRequestRepository(pipeline.store());
        double lost =
                ends.stream().filter(end -> !end.matches(status(rows, end))).count();
        double twice = ends.stream().filter(ScenarioResult::hadTwoPins).count();
        return List.of(
                BenchMeasurement.of(
                        "mixed HTTP requests while processors are killed", "requests", clients.requestCount()),
                BenchMeasurement.of("processors killed in that time", "processors", killed.get()),
                BenchMeasurement.of("responses 503, retried", "requests", clients.retryCount()),
                BenchMeasurement.of("other errors", "requests", clients.errorCount())
                        .atMost(0),
                BenchMeasurement.of("cards issued over HTTP", "cards", ended(ScenarioOutcome.COMPLETED)),
                BenchMeasurement.of("cards abandoned over HTTP", "cards", ended(ScenarioOutcome.ABANDONED)),
                BenchMeasurement.of("requests lost, or other than reported to their client", "requests", lost)
                        .atMost(0),
                BenchMeasurement.of("cards that were given two PINs", "cards", twice)
                        .atMost(0));
    }

    private double ended(ScenarioOutcome outcome) {
        return ends.stream().filter(end -> end.outcome() == outcome).count();
    }

    private static RequestStatus status(HttpRequestRepository rows, ScenarioResult end) {
        return rows.find(end.request())
                .orElseThrow(() -> new EnvironmentException("request " + end.request() + " is lost"))
                .status();
    }
}
