package org.cardroom.db;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.task.SyncTaskExecutor;

/** Runs Spring Batch jobs, with their metadata in this database, in the caller's thread. */
public final class BatchJobs {
    private static final int PAGE = 100;

    private final JobRepository repository;
    private final TaskExecutorJobOperator operator = new TaskExecutorJobOperator();

    /** Those of this database. */
    public BatchJobs(Database database) {
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(database.dataSource());
            factory.setTransactionManager(database.transactionManager());
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
    public JobRepository throttledRepository() {
        return ThrottledJobRepository.wrap(repository, Clock.systemUTC());
    }

    /**
     * Deletes what is written down of all but the newest instances of a job. One that runs, or that a process which died
     * left so, is kept.
     *
     * @param kept how many are left at least
     * @return how many were deleted
     */
    public int deleteOldInstances(String job, int kept) {
        Set<Long> running = repository.findRunningJobExecutions(job).stream()
                .map(execution -> execution.getJobInstance().getInstanceId())
                .collect(Collectors.toSet());
        int deleted = 0;
        List<JobInstance> old = findSurplusInstances(job, kept, running);
        while (!old.isEmpty()) {
            old.forEach(repository::deleteJobInstance);
            deleted += old.size();
            old = findSurplusInstances(job, kept, running);
        }
        return deleted;
    }

    private List<JobInstance> findSurplusInstances(String job, int kept, Set<Long> running) {
        return repository.getJobInstances(job, kept, PAGE + running.size()).stream()
                .filter(instance -> !running.contains(instance.getInstanceId()))
                .toList();
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
