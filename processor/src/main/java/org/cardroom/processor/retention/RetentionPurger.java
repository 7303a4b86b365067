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
 * Deletes expired rows every 30 s in a thread of its own until closed: replay ids after 72 h, and Spring Batch
 * executions beyond the newest 1000 of each job. Each deletion is small and its own transaction. Several processors may
 * purge at once.
 */
public final class RetentionPurger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionPurger.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    /** The recurring jobs. The instances of imports stay: they prevent a manifest from being imported twice. */
    private static final List<String> PURGED_JOBS = List.of("provision", "closeBatch");

    private static final int KEPT_RUNS = 1_000;

    private final Database database;
    private final Duration interval;
    private final int keptRuns;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::runUntilStopped, "purge");

    RetentionPurger(Database database, Duration interval, int keptRuns) {
        this.database = database;
        this.interval = interval;
        this.keptRuns = keptRuns;
        thread.setDaemon(true);
    }

    /** Starts the purge thread. */
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

    /** Logs failures only: the database may be unreachable or another processor delete the same rows; the next run follows. */
    void purgeOnce() {
        try {
            ProcessedIdRepository processedIds = new ProcessedIdRepository(database);
            BatchJobs jobs = new BatchJobs(database);
            int ids = processedIds.deleteExpired();
            for (int more = ids; more > 0 && stopped.getCount() > 0; more = processedIds.deleteExpired()) {
                ids += more;
            }
            int runs = PURGED_JOBS.stream()
                    .mapToInt(job -> jobs.deleteOldInstances(job, keptRuns))
                    .sum();
            LOG.debug("purge done; replayIds={} jobExecutions={}", ids, runs);
        } catch (RuntimeException e) {
            LOG.info("purge incomplete; error={}; retried in {} s", e.toString(), interval.toSeconds());
        }
    }

    /** Stops the thread after the deletion in progress. */
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
