package org.cardroom.processor.purge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cardroom.db.BatchJobs;
import org.cardroom.db.Database;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purges now and then, beside the stream of events, until it is closed. Each step is small and a transaction of its own,
 * and the work is the same under load. Several may run, in one process or many.
 */
public final class Purge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final Duration REST = Duration.ofSeconds(30);
    /** The jobs that a room runs again and again; an import's instance tells that its manifest was read. */
    private static final List<String> JOBS = List.of("provision", "closeBatch");

    private static final int KEPT_RUNS = 1_000;

    private final Database database;
    private final Duration rest;
    private final int keptRuns;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "purge");

    Purge(Database database, Duration rest, int keptRuns) {
        this.database = database;
        this.rest = rest;
        this.keptRuns = keptRuns;
        thread.setDaemon(true);
    }

    /** Starts. */
    public static Purge start(Database database) {
        Purge purge = new Purge(database, REST, KEPT_RUNS);
        purge.thread.start();
        return purge;
    }

    private void run() {
        try {
            do {
                once();
            } while (!stopped.await(rest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The database may be away, or another processor delete the same: the next time is soon. */
    void once() {
        try {
            ProcessedIdRepository processedIds = new ProcessedIdRepository(database);
            BatchJobs jobs = new BatchJobs(database);
            int ids = processedIds.deleteExpired();
            for (int more = ids; more > 0 && !isStopped(); more = processedIds.deleteExpired()) {
                ids += more;
            }
            int runs = JOBS.stream().mapToInt(job -> jobs.deleteOldInstances(job, keptRuns)).sum();
            LOG.debug("purged {} ids and {} runs", ids, runs);
        } catch (RuntimeException e) {
            LOG.info("purged not everything: {}", e.toString());
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Ends it after the step that is under way. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(REST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
