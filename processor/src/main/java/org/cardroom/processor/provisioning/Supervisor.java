package org.cardroom.processor.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * Keeps one run of the provisioning job going: starts the next whenever one ended, with backoff where it failed, until
 * it is told to stop. The working window is a day, UTC.
 */
final class Supervisor implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final String processor;
    private final BatchJobs jobs;
    private final Runs runs;
    private final Clock clock;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable String said;

    /** What makes the job of one run. */
    interface Runs {
        /** A job that ends at this time, or soon after the flag was set. */
        Job until(Instant end, AtomicBoolean stop);
    }

    Supervisor(String processor, BatchJobs jobs, Runs runs, Clock clock) {
        this.processor = processor;
        this.jobs = jobs;
        this.runs = runs;
        this.clock = clock;
    }

    /** Ends the run that is under way, after its chunk, and starts no other. */
    void stop() {
        stop.set(true);
        stopped.countDown();
    }

    @Override
    public void run() {
        Duration backoff = FIRST_BACKOFF;
        while (!stop.get()) {
            Instant began = clock.instant();
            if (runOnce()) {
                backoff = FIRST_BACKOFF;
                continue;
            }
            boolean lasted = began.plus(LONGEST_BACKOFF).isBefore(clock.instant());
            backoff = lasted ? FIRST_BACKOFF : backoff;
            await(backoff);
            backoff =
                    backoff.multipliedBy(2).compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff.multipliedBy(2);
        }
    }

    /** False where it failed: the database or the broker is away, or a bug; the next run tells. */
    private boolean runOnce() {
        try {
            failLeftOver();
            LocalDate window = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            Instant end = window.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            JobExecution run = jobs.run(runs.until(end, stop), ProvisionJob.run(window, processor, clock.millis()));
            if (run.getStatus() == BatchStatus.COMPLETED || run.getStatus() == BatchStatus.STOPPED) {
                said = null;
                return true;
            }
            run.getAllFailureExceptions().forEach(e -> LOG.warn("a run ended early: {}", e.toString()));
            return false;
        } catch (EnvironmentException e) {
            say(e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.warn("a run could not be started: {}", e.toString());
            return false;
        }
    }

    /** Once, however often it is tried. */
    private void say(@Nullable String message) {
        if (!Objects.equals(message, said)) {
            LOG.error("{}", message);
            said = message;
        }
    }

    /** What a dead process of this name left STARTED did fail. */
    private void failLeftOver() {
        for (JobExecution left : jobs.repository().findRunningJobExecutions(ProvisionJob.NAME)) {
            if (processor.equals(left.getJobParameters().getString(ProvisionJob.PROCESSOR))) {
                LocalDateTime now = LocalDateTime.now(clock);
                for (StepExecution step : left.getStepExecutions()) {
                    step.setStatus(BatchStatus.FAILED);
                    step.setExitStatus(ExitStatus.FAILED);
                    step.setEndTime(now);
                    jobs.repository().update(step);
                }
                left.setStatus(BatchStatus.FAILED);
                left.setExitStatus(ExitStatus.FAILED);
                left.setEndTime(now);
                jobs.repository().update(left);
            }
        }
    }

    private void await(Duration time) {
        try {
            boolean told = stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("starts again: {}", !told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
