package org.cardroom.processor.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cardroom.db.BatchJobs;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;

/** Restarts the provisioning job until a stop is requested. A run ends at midnight UTC; a failed one is retried with backoff. */
final class ProvisioningSupervisor implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningSupervisor.class);
    private static final Duration MIN_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    private final String processor;
    private final BatchJobs jobs;
    private final JobFactory jobFactory;
    private final Clock clock;
    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable String lastLoggedError;
    private @Nullable Long unknownExecution;

    interface JobFactory {
        /** Creates the job of one run, which ends at this time, or soon after the flag is set. */
        Job createUntil(Instant end, AtomicBoolean stop);
    }

    ProvisioningSupervisor(String processor, BatchJobs jobs, JobFactory jobFactory, Clock clock) {
        this.processor = processor;
        this.jobs = jobs;
        this.jobFactory = jobFactory;
        this.clock = clock;
    }

    /** Ends the current run after its chunk and prevents another. */
    void requestStop() {
        stopRequested.set(true);
        stopped.countDown();
    }

    @Override
    public void run() {
        Duration backoff = MIN_BACKOFF;
        while (!stopRequested.get()) {
            Instant began = clock.instant();
            if (runOnce()) {
                backoff = MIN_BACKOFF;
                continue;
            }
            backoff = began.plus(MAX_BACKOFF).isBefore(clock.instant()) ? MIN_BACKOFF : backoff;
            waitUnlessStopped(backoff);
            backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
        }
    }

    /** Returns false if the run failed: database or broker are unavailable, or a bug. */
    private boolean runOnce() {
        try {
            failExecutionsWithoutResult();
            LocalDate window = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            Instant end = window.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            JobExecution run = jobs.run(
                    jobFactory.createUntil(end, stopRequested),
                    ProvisioningJob.runParameters(window, processor, clock.millis()));
            if (run.getStatus() == BatchStatus.COMPLETED || run.getStatus() == BatchStatus.STOPPED) {
                lastLoggedError = null;
                return true;
            }
            run.getAllFailureExceptions()
                    .forEach(e -> LOG.warn("provisioning run failed, restarts after a pause: {}", e.toString()));
            if (run.getStatus() == BatchStatus.UNKNOWN) {
                unknownExecution = run.getId();
                failExecutionsWithoutResult();
            }
            return false;
        } catch (EnvironmentException e) {
            logErrorOnce(e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.warn("provisioning run not started or not saved, retried after a pause: {}", e.toString());
            return false;
        }
    }

    /** Logs a message once until another one or a success follows. */
    private void logErrorOnce(@Nullable String message) {
        if (!Objects.equals(message, lastLoggedError)) {
            LOG.error("{}", message);
            lastLoggedError = message;
        }
    }

    /**
     * Marks FAILED what a killed process of this name left STARTED, and a run of this one that ended as UNKNOWN: Spring
     * Batch cannot save the result of a step that lost its connection or whose commit failed (spring-batch #1826).
     */
    private void failExecutionsWithoutResult() {
        JobRepository repository = jobs.repository();
        for (JobExecution left : repository.findRunningJobExecutions(ProvisioningJob.JOB_NAME)) {
            if (processor.equals(left.getJobParameters().getString(ProvisioningJob.PROCESSOR_PARAMETER))) {
                jobs.markFailed(left);
            }
        }
        if (unknownExecution != null) {
            jobs.markFailed(Objects.requireNonNull(repository.getJobExecution(unknownExecution)));
            unknownExecution = null;
        }
    }

    private void waitUnlessStopped(Duration time) {
        try {
            boolean stopping = stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("pause ended; restarting={}", !stopping);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requestStop();
        }
    }
}
