package org.cardroom.processor.retention;

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
public final class RetentionPurger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionPurger.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    /** The jobs that a room runs again and again; an import's instance tells that its manifest was read. */
    private static final List<String> PURGED_JOBS = List.of("provision", "closeBatch");

    private static final int KEPT_RUNS = 1_000;

    private final Database database;
    private final Duration interval;
    private final int keptRuns;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::runUntilStopped, "purge");

    RetentionPurger(Database database, Duration rest, int keptRuns) {
        this.database = database;
        this.interval = rest;
        this.keptRuns = keptRuns;
        thread.setDaemon(true);
    }

    /** Starts. */
    public static RetentionPurger start(Database database) {
        RetentionPurger purger = new RetentionPurger(database, INTERVAL, KEPT_RUNS);
        purger.thread.start();
        return purger;
    }

    private void runUntilStopped() {
        try {
            do {
                purgeOnce();
            } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The database may be away, or another processor delete the same: the next time is soon. */
    void purgeOnce() {
        try {
            ProcessedIdRepository processedIds = new ProcessedIdRepository(database);
            BatchJobs jobs = new BatchJobs(database);
            int ids = processedIds.deleteExpired();
            for (int more = ids; more > 0 && !isStopped(); more = processedIds.deleteExpired()) {
                ids += more;
            }
            int runs = PURGED_JOBS.stream()
                    .mapToInt(job -> jobs.deleteOldInstances(job, keptRuns))
                    .sum();
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
            thread.join(INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
