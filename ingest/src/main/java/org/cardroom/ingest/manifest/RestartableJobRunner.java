package org.cardroom.ingest.manifest;

import java.util.Optional;
import org.cardroom.db.BatchJobs;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * Starts a finite job, or restarts it where its last execution ended.
 *
 * <p>Spring Batch 6.0.4's {@code JobOperator.recover} cannot replace this class: it leaves an execution that is UNKNOWN
 * as it is, and fails only steps that are running. A step whose commit fails because the database is lost ends as
 * UNKNOWN, and {@code JobOperator.start} refuses to restart after an UNKNOWN step.
 */
final class RestartableJobRunner {
    private final BatchJobs jobs;

    RestartableJobRunner(BatchJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Runs the job to its end. The caller guarantees by a lock that no other process runs it, so that an execution that
     * has no end belongs to a process that died.
     * @return why the job failed; empty if it is complete, now or since an earlier execution
     */
    Optional<Throwable> runOrResume(Job job, JobParameters parameters) {
        JobExecution last = jobs.repository().getLastJobExecution(job.getName(), parameters);
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            return Optional.empty();
        }
        if (last != null) {
            jobs.markFailed(last);
        }
        JobExecution run = jobs.run(job, parameters);
        return run.getStatus() == BatchStatus.COMPLETED ? Optional.empty() : Optional.of(failure(run));
    }

    private static Throwable failure(JobExecution run) {
        return run.getAllFailureExceptions().stream()
                .findFirst()
                .orElseGet(() -> new IllegalStateException("the job ended as " + run.getStatus()));
    }
}
