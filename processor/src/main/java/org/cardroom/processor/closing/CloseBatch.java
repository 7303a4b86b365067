package org.cardroom.processor.closing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.cardroom.db.Jobs;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.events.command.CannotRun;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;

/**
 * The {@code closeBatch} job: write the results of all lines, then close the batch if none is pending. It may be run as
 * often as one likes; a batch is closed once.
 */
public final class CloseBatch {
    private static final int CHUNK = 500;

    private final Store store;
    private final Jobs jobs;
    private final Clock clock;

    /** For the batches of this database. */
    public CloseBatch(Store store, Clock clock) {
        this.store = store;
        this.jobs = new Jobs(store);
        this.clock = clock;
    }

    /**
     * Runs it.
     *
     * @param results the file that the results go to, CSV; one that is there is replaced
     * @return what became of the lines: the batch is closed if none is pending
     * @throws CannotRun if there is no such batch, or the file cannot be written
     */
    public Batches.Count run(UUID batch, Path results) {
        Batches batches = new Batches(store);
        if (!batches.exists(batch)) {
            throw new CannotRun("there is no batch " + batch);
        }
        ResultFile.make(results);
        JobParameters parameters = new JobParametersBuilder()
                .addString("batch", batch.toString())
                .addLong("run", clock.millis())
                .toJobParameters();
        JobExecution run = jobs.run(job(batch, batches, results), parameters);
        if (run.getStatus() != BatchStatus.COMPLETED) {
            throw new CannotRun("the results of batch " + batch + " cannot be written to " + results);
        }
        return batches.count(batch);
    }

    private Job job(UUID batch, Batches batches, Path results) {
        JobRepository repository = jobs.repository();
        Step write = new StepBuilder("results", repository)
                .<Batches.Result, Batches.Result>chunk(CHUNK)
                .reader(new ResultReader(batches, batch, CHUNK))
                .writer(ResultFile.at(results))
                .transactionManager(store.transactionManager())
                .build();
        Step close = new StepBuilder("close", repository)
                .tasklet(new Closing(store, batch, clock), store.transactionManager())
                .build();
        return new JobBuilder("closeBatch", repository).start(write).next(close).build();
    }
}
