package org.cardroom.room.bench.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cardroom.db.http.HttpRequestRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.room.bench.report.Figure;

/** Clients that walk cards through the API from request to end, while one processor after the other is killed. */
final class Mixed {
    private static final long SEED = 1;

    private final Contestant pipeline;
    private final Path launcher;
    private final GatewayPart gateway;
    private final int requests;
    private final Consumer<String> progress;
    private final Queue<HttpWalk.End> ends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger killed = new AtomicInteger();

    Mixed(Contestant pipeline, Path launcher, GatewayPart gateway, int requests, Consumer<String> progress) {
        this.pipeline = pipeline;
        this.launcher = launcher;
        this.gateway = gateway;
        this.requests = requests;
        this.progress = progress;
    }

    /** Sends them over so many connections, and looks what became of each card. */
    List<Figure> run(int connections) {
        Clients clients = Clients.of(gateway, pipeline.store(), requests);
        CountDownLatch done = new CountDownLatch(1);
        Thread faults = new Thread(() -> kill(done), "faults");
        faults.start();
        try {
            Threads.run(connections, () -> {
                while (clients.goOn()) {
                    ends.add(new HttpWalk(clients).walk());
                }
            });
        } finally {
            done.countDown();
            join(faults);
        }
        return figures(clients);
    }

    /** Another one joins before one is killed, so that somebody answers, and sometimes nobody does for a while. */
    private void kill(CountDownLatch done) {
        Random random = new Random(SEED);
        try {
            Part latest = pipeline.add(launcher);
            while (!done.await(500 + random.nextInt(2000), TimeUnit.MILLISECONDS)) {
                pipeline.forget(latest);
                killed.incrementAndGet();
                latest = pipeline.add(launcher);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (EnvironmentException e) {
            progress.accept("no more faults: " + e.getMessage());
        }
    }

    private static void join(Thread faults) {
        try {
            faults.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Figure> figures(Clients clients) {
        HttpRequestRepository rows = new HttpRequestRepository(pipeline.store());
        double lost = ends.stream().filter(end -> !end.isAs(status(rows, end))).count();
        double twice = ends.stream().filter(HttpWalk.End::hadTwoPins).count();
        return List.of(
                Figure.of("mixed HTTP requests while processors are killed", "requests", clients.sent()),
                Figure.of("processors killed in that time", "processors", killed.get()),
                Figure.of("answers 503, asked again", "requests", clients.retried()),
                Figure.of("other errors", "requests", clients.errors()).atMost(0),
                Figure.of("cards issued over HTTP", "cards", ended(HttpWalk.Outcome.COMPLETED)),
                Figure.of("cards abandoned over HTTP", "cards", ended(HttpWalk.Outcome.ABANDONED)),
                Figure.of("requests lost, or not as their client was told", "requests", lost)
                        .atMost(0),
                Figure.of("cards that were given two PINs", "cards", twice).atMost(0));
    }

    private double ended(HttpWalk.Outcome outcome) {
        return ends.stream().filter(end -> end.outcome() == outcome).count();
    }

    private static RequestStatus status(HttpRequestRepository rows, HttpWalk.End end) {
        return rows.find(end.request())
                .orElseThrow(() -> new EnvironmentException("request " + end.request() + " is lost"))
                .status();
    }
}
