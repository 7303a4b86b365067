package org.cardroom.ingest.manifest;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.cardroom.db.BatchJobs;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Starts a finite job, or goes on with it where its last run was left, whatever that run came to. */
final class RestartableJobRunner {
    private final BatchJobs jobs;

    RestartableJobRunner(BatchJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Runs the job to its end. The caller knows that no other process runs it, so that a run that is not over belongs to
     * a process that died.
     *
     * @return why it did not come to its end; empty if it did, now or before
     */
    Optional<Throwable> runOrResume(Job job, JobParameters parameters) {
        JobExecution last = jobs.repository().getLastJobExecution(job.getName(), parameters);
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            return Optional.empty();
        }
        if (last != null) {
            markFailed(last);
        }
        JobExecution run = jobs.run(job, parameters);
        return run.getStatus() == BatchStatus.COMPLETED ? Optional.empty() : Optional.of(failure(run));
    }

    private static Throwable failure(JobExecution run) {
        return run.getAllFailureExceptions().stream()
                .findFirst()
                .orElseGet(() -> new IllegalStateException("the job ended as " + run.getStatus()));
    }

    /** A step commits its position with its rows, so that any state but completed is as good as failed. */
    private void markFailed(JobExecution left) {
        JobRepository repository = jobs.repository();
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        for (StepExecution step : left.getStepExecutions()) {
            if (step.getStatus() != BatchStatus.COMPLETED) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(now);
                repository.update(step);
            }
        }
        left.setStatus(BatchStatus.FAILED);
        left.setEndTime(now);
        repository.update(left);
    }
}
