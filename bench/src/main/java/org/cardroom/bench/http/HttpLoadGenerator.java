package org.cardroom.bench.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardroom.demo.local.HttpApiClient;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.process.BoundedWait;

/** Generates HTTP load: requests for authentication responses, each for another card. */
record HttpLoadGenerator(HttpApiClient api, BoundHttpCards cards) {
    private static final int OK = 200;
    /** Upper bound of the requests a second, for which cards are bound in advance. */
    private static final int MAX_PER_SECOND = 600;

    /** Good responses a second, and the number of responses with another status. */
    record Throughput(double perSecond, int errors) {}

    /** Runs a closed loop over this many connections. */
    Throughput saturate(int connections, Duration time) {
        int max = (int) (MAX_PER_SECOND * time.toMillis() / 1000);
        Queue<String> paths = new ConcurrentLinkedQueue<>(cards.bindCards(max));
        AtomicInteger good = new AtomicInteger();
        AtomicInteger bad = new AtomicInteger();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        ParallelRunner.run(connections, () -> {
            for (String path = paths.poll(); path != null && System.nanoTime() < end; path = paths.poll()) {
                (api.get(path).status() == OK ? good : bad).incrementAndGet();
            }
        });
        return new Throughput(good.get() * 1e9 / (System.nanoTime() - begin), bad.get());
    }

    /**
     * Runs an open loop: sends at a constant rate, whether earlier requests are answered or not.
     * @return milliseconds of each response, from the time its request was due
     * @throws EnvironmentException if a request did not succeed
     */
    List<Double> runAtRate(int perSecond, Duration time) {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        List<String> paths = cards.bindCards((int) (time.toNanos() / period));
        long due = System.nanoTime() + period;
        for (String path : paths) {
            BoundedWait.untilTime(due);
            long intended = due;
            all.add(api.getAsync(path).thenApply(result -> {
                millis.add((System.nanoTime() - intended) / 1e6);
                return result.status() == OK;
            }));
            due += period;
        }
        if (!all.stream().allMatch(CompletableFuture::join)) {
            throw new EnvironmentException("not every request succeeded");
        }
        return List.copyOf(millis);
    }
}
