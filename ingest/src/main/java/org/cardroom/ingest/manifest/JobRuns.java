package org.cardroom.ingest.manifest;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.cardroom.db.Store;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.annotation.Isolation;

/** Starts jobs in this thread, with their progress in the database, and again where they were left. */
final class JobRuns {
    private final JobRepository repository;
    private final TaskExecutorJobOperator operator = new TaskExecutorJobOperator();

    JobRuns(Store store) {
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(store.dataSource());
            factory.setTransactionManager(store.transactionManager());
            factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
            factory.afterPropertiesSet();
            repository = factory.getObject();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("Spring Batch cannot be set up", e);
        }
    }

    JobRepository repository() {
        return repository;
    }

    /**
     * Starts a job, or goes on with it. The caller knows that no other process runs it, so that a run that is not over
     * belongs to a process that died.
     *
     * @return why it did not come to its end; empty if it did, now or before
     */
    Optional<Throwable> run(Job job, JobParameters parameters) {
        JobExecution last = repository.getLastJobExecution(job.getName(), parameters);
        if (last != null && last.getStatus() != BatchStatus.COMPLETED) {
            markFailed(last);
        }
        try {
            JobExecution run = operator.start(job, parameters);
            return run.getStatus() == BatchStatus.COMPLETED ? Optional.empty() : Optional.of(failure(run));
        } catch (JobInstanceAlreadyCompleteException e) {
            return Optional.empty();
        } catch (JobExecutionException e) {
            return Optional.of(e);
        }
    }

    private static Throwable failure(JobExecution run) {
        return run.getAllFailureExceptions().stream()
                .findFirst()
                .orElseGet(() -> new IllegalStateException("the job ended as " + run.getStatus()));
    }

    /** A step commits its position with its rows, so that any state but completed is as good as failed. */
    private void markFailed(JobExecution left) {
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
