package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class ThrottledJobRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final JobRepository repository = new BatchJobs(db.database).repository();
    private final JobRepository sparing =
            ThrottledJobRepository.wrap(repository, Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
    private final StepExecution step = running();

    @AfterEach
    void close() {
        db.close();
    }

    private StepExecution running() {
        JobExecution job = repository.createJobExecution(
                repository.createJobInstance("j", new JobParameters()), new JobParameters(), new ExecutionContext());
        StepExecution started = repository.createStepExecution("s", job);
        started.setStatus(BatchStatus.STARTED);
        return started;
    }

    private void read(long count) {
        step.setReadCount(count);
        sparing.update(step);
    }

    private String written() {
        return db.jdbc
                .sql("SELECT status || ' ' || read_count FROM batch_step_execution")
                .query(String.class)
                .single();
    }

    @Test
    void writesARunningStepOnceASecond() {
        read(1);
        read(2);
        assertThat(written()).isEqualTo("STARTED 1");
    }

    @Test
    void writesTheEndAtOnce() {
        read(1);
        step.setStatus(BatchStatus.COMPLETED);
        read(2);
        assertThat(written()).isEqualTo("COMPLETED 2");
    }
}
