package org.cardroom.bench.http;

import java.util.Collections;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardroom.events.command.EnvironmentException;

/** Runs the same task in several threads. */
final class ParallelRunner {
    private ParallelRunner() {}

    /**
     * Runs the task {@code count} times in parallel and waits for all.
     * @throws EnvironmentException if one fails
     */
    static void run(int count, Runnable work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            for (Future<?> one : threads.invokeAll(Collections.nCopies(count, Executors.callable(work)))) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new EnvironmentException("a client failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
