package org.cardroom.processor.job;

import java.time.LocalDate;
import org.cardroom.db.BatchJobs;
import org.cardroom.db.Database;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.listener.StepListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;

/**
 * The {@code provision} job: one step whose item is one poll and whose chunk is one item, so that rows, outbox and offsets
 * of a poll commit in one transaction. Nothing is skipped or retried: an invalid event becomes a dead letter.
 */
final class ProvisioningJob {
    static final String JOB_NAME = "provision";
    static final String PROCESSOR_PARAMETER = "processor";

    private ProvisioningJob() {}

    static Job create(BatchJobs jobs, Database database, CardEventItemReader reader, CardEventItemWriter writer) {
        Step step = new StepBuilder("polls", jobs.throttledRepository())
                .<PolledRecords, PolledRecords>chunk(1)
                .reader(reader)
                .writer(writer)
                .transactionManager(database.transactionManager())
                .listener((StepListener) reader)
                .build();
        return new JobBuilder(JOB_NAME, jobs.repository()).start(step).build();
    }

    /** Makes every run a new instance, because progress is in the offset table and not in the job's metadata. */
    static JobParameters runParameters(LocalDate window, String processor, long run) {
        return new JobParametersBuilder()
                .addLocalDate("window", window)
                .addString(PROCESSOR_PARAMETER, processor)
                .addLong("run", run)
                .toJobParameters();
    }
}
