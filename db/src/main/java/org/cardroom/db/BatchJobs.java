package org.cardroom.db;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.SyncTaskExecutor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Runs Spring Batch jobs in the caller's thread and stores their metadata in the database. */
public final class BatchJobs {
    private static final int PAGE = 100;
    /** All that an execution context may contain besides the types of JSON. */
    private static final Set<Class<?>> CONTEXT_TYPES = Set.of(HashMap.class, ConcurrentHashMap.class, Long.class);

    private final JobRepository repository;
    private final TaskExecutorJobOperator operator = new TaskExecutorJobOperator();

    /** Creates a job repository and an operator over this database. */
    public BatchJobs(Database database) {
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(database.dataSource());
            factory.setTransactionManager(database.transactionManager());
            factory.setDatabaseType("POSTGRES");
            factory.setSerializer(contextSerializer());
            // With the default, SERIALIZABLE, two processors that start together fail.
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

    /** By default Spring Batch deserialises Java objects, so that a row could run code in the process that has the keys. */
    private static ExecutionContextSerializer contextSerializer() {
        return new JacksonExecutionContextStringSerializer(JsonMapper.builder()
                .activateDefaultTyping(BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType((context, type) -> CONTEXT_TYPES.contains(type))
                        .build())
                .build());
    }

    /** The repository of jobs and their executions. */
    public JobRepository repository() {
        return repository;
    }

    /** The same, saving a running step at most once a second; for steps that keep their progress elsewhere. */
    public JobRepository throttledRepository() {
        return ThrottledJobRepository.wrap(repository, Clock.systemUTC());
    }

    /**
     * Deletes the metadata of a job's older instances, except running ones.
     * @param kept number of newest instances to keep
     * @return number of deleted instances
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
     * Marks an execution FAILED that has no result: its process died, or it lost the database and is UNKNOWN. A job whose
     * steps commit their position together with their rows can then be restarted.
     */
    public void markFailed(JobExecution execution) {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus() != BatchStatus.COMPLETED) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(now);
                repository.update(step);
            }
        }
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(ExitStatus.FAILED);
        execution.setEndTime(now);
        repository.update(execution);
    }

    /**
     * Runs a job to its end; restarts a failed execution with the same parameters.
     * @throws IllegalStateException if an execution with these parameters runs or is complete
     */
    public JobExecution run(Job job, JobParameters parameters) {
        try {
            return operator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException(job.getName() + " cannot be started: " + e.getMessage(), e);
        }
    }
}
