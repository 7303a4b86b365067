package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

class BatchJobsTest {
    private static final Tasklet DOES_NOTHING = (contribution, context) -> RepeatStatus.FINISHED;
    private static final Tasklet FAILS = (contribution, context) -> {
        throw new IllegalStateException("broken");
    };

    private static Database database;
    private static BatchJobs jobs;

    @BeforeAll
    static void open() {
        database = Database.open(TestServers.shared().createDatabase(), null, null);
        jobs = new BatchJobs(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Job job(Tasklet tasklet) {
        return new JobBuilder("sample", jobs.repository())
                .start(new StepBuilder("step", jobs.repository())
                        .tasklet(tasklet, database.transactionManager())
                        .build())
                .build();
    }

    private static JobParameters run(String name) {
        return new JobParametersBuilder().addString("run", name).toJobParameters();
    }

    @Test
    void runsAJobToItsEnd() {
        assertThat(jobs.run(job(DOES_NOTHING), run("good")).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    @Test
    void goesOnWithAFailedRun() {
        assertThat(jobs.run(job(FAILS), run("failed")).getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(jobs.run(job(DOES_NOTHING), run("failed")).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    @Test
    void forgetsAllButTheNewestAndThoseThatRun() {
        JobParameters first = run("running");
        JobRepository repository = jobs.repository();
        repository.createJobExecution(repository.createJobInstance("sample", first), first, new ExecutionContext());
        for (int i = 0; i < 120; i++) {
            jobs.run(job(DOES_NOTHING), run("old " + i));
        }
        assertThat(jobs.deleteOldInstances("sample", 5)).isGreaterThanOrEqualTo(115);
        assertThat(repository.findJobInstances("sample")).hasSize(6);
        assertThat(repository.getJobInstance("sample", first)).isNotNull();
        assertThat(repository.getJobInstance("sample", run("old 119"))).isNotNull();
        assertThat(jobs.deleteOldInstances("sample", 5)).isZero();
    }

    @Test
    void refusesAJobThatIsComplete() {
        jobs.run(job(DOES_NOTHING), run("complete"));
        assertThatThrownBy(() -> jobs.run(job(DOES_NOTHING), run("complete")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("sample cannot be started: ");
    }
}
