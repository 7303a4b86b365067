package org.cardroom.processor.batchclose;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.BatchJobs;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
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
 * The {@code closeBatch} job: writes the results of all lines, then closes the batch if none is pending. It may run
 * repeatedly; a batch is closed once.
 */
public final class CloseBatchJob {
    private static final int CHUNK = 500;

    private final Database database;
    private final BatchJobs jobs;
    private final Clock clock;

    /** Creates the job for the batches of this database. */
    public CloseBatchJob(Database database, Clock clock) {
        this.database = database;
        this.jobs = new BatchJobs(database);
        this.clock = clock;
    }

    /**
     * Writes the results and closes the batch if no line is pending.
     * @param results the CSV file to write; an existing file is replaced
     * @return the number of lines by outcome
     * @throws EnvironmentException if the batch does not exist, or the file cannot be written
     */
    public BatchRepository.BatchCounts run(UUID batch, Path results) {
        return run(batch, results, Optional.empty());
    }

    /**
     * Ends all open requests first (see {@link AbandonBatchTasklet}), then does the same as {@link #run(UUID, Path)}.
     * @param reason recorded in results and audit and shown to clients; 1 to 200 characters
     */
    public BatchRepository.BatchCounts abandon(UUID batch, Path results, String reason) {
        return run(batch, results, Optional.of(reason));
    }

    private BatchRepository.BatchCounts run(UUID batch, Path results, Optional<String> reason) {
        BatchRepository batches = new BatchRepository(database);
        if (!batches.exists(batch)) {
            throw new EnvironmentException("there is no batch " + batch);
        }
        ResultCsvWriter.createEmpty(results);
        JobParameters parameters = new JobParametersBuilder()
                .addString("batch", batch.toString())
                .addString("run", UuidGenerator.next().toString())
                .toJobParameters();
        JobExecution run = jobs.run(job(batch, batches, results, reason), parameters);
        if (run.getStatus() != BatchStatus.COMPLETED) {
            throw new EnvironmentException("the results of batch " + batch + " cannot be written to " + results);
        }
        return batches.countLines(batch);
    }

    private Job job(UUID batch, BatchRepository batches, Path results, Optional<String> reason) {
        JobRepository repository = jobs.repository();
        Step write = new StepBuilder("results", repository)
                .<BatchRepository.LineResult, BatchRepository.LineResult>chunk(CHUNK)
                .reader(new ResultItemReader(batches, batch, CHUNK))
                .writer(ResultCsvWriter.writerTo(results))
                .transactionManager(database.transactionManager())
                .build();
        Step close = new StepBuilder("close", repository)
                .tasklet(new CloseBatchTasklet(database, batch, clock), database.transactionManager())
                .build();
        JobBuilder job = new JobBuilder("closeBatch", repository);
        return reason.map(text -> job.start(abandonStep(batch, text)).next(write))
                .orElseGet(() -> job.start(write))
                .next(close)
                .build();
    }

    private Step abandonStep(UUID batch, String reason) {
        return new StepBuilder("abandon", jobs.repository())
                .tasklet(new AbandonBatchTasklet(database, batch, reason, clock), database.transactionManager())
                .build();
    }
}
