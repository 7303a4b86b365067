package org.cardroom.db;

import java.time.Clock;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.task.SyncTaskExecutor;

/** Runs Spring Batch jobs, with their metadata in this database, in the caller's thread. */
public final class Jobs {
    private final JobRepository repository;
    private final TaskExecutorJobOperator operator = new TaskExecutorJobOperator();

    /** Those of this database. */
    public Jobs(Store store) {
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(store.dataSource());
            factory.setTransactionManager(store.transactionManager());
            factory.setDatabaseType("POSTGRES");
            // The default, SERIALIZABLE, makes two processors that start together fail each other.
            factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
            factory.afterPropertiesSet();
            repository = factory.getObject();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.setTaskExecutor(new SyncTaskExecutor());
            operator.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("the job repository cannot be built", e);
        }
    }

    /** Where jobs and their runs are written down. */
    public JobRepository repository() {
        return repository;
    }

    /** The same for a step whose progress is kept elsewhere: while it runs it is written down once a second at most. */
    public JobRepository sparing() {
        return Sparing.over(repository, Clock.systemUTC());
    }

    /**
     * Runs a job to its end. A run of the same parameters that failed is gone on with.
     *
     * @throws IllegalStateException if a job of these parameters runs or is complete
     */
    public JobExecution run(Job job, JobParameters parameters) {
        try {
            return operator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException(job.getName() + " cannot be started: " + e.getMessage(), e);
        }
    }
}
