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

/** Who asks for answers over HTTP, each for a card of its own. */
final class HttpLoadGenerator {
    private static final int OK = 200;
    /** Cards a second that nobody is expected to need more of. */
    private static final int MOST = 600;

    private final HttpApiClient api;
    private final BoundHttpCards cards;

    HttpLoadGenerator(HttpApiClient api, BoundHttpCards cards) {
        this.api = api;
        this.cards = cards;
    }

    /** How many answers came each second, and how many requests got another status. */
    record Throughput(double perSecond, int errors) {}

    /** Asks over so many connections, each as soon as it was answered. */
    Throughput saturate(int connections, Duration time) {
        Queue<String> paths = new ConcurrentLinkedQueue<>(cards.bindCards((int) (MOST * time.toMillis() / 1000)));
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
     * Asks so often, whether the earlier ones are answered or not.
     *
     * @return milliseconds of each answer, from when it was to be asked for
     * @throws EnvironmentException if one was not answered well
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
            throw new EnvironmentException("not every request was answered");
        }
        return List.copyOf(millis);
    }
}
