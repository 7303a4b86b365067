package org.cardroom.bench.http;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cardroom.events.command.EnvironmentException;

/** The same work many times at once. */
final class ParallelRunner {
    private ParallelRunner() {}

    /**
     * Runs it, and waits for all.
     *
     * @throws EnvironmentException if one of them fails
     */
    static void run(int count, Runnable work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<? extends Future<?>> all =
                    Stream.generate(() -> threads.submit(work)).limit(count).toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new EnvironmentException("it failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
