package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.DefaultExecutionContextSerializer;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

class BatchJobsTest {
    private static final Tasklet DOES_NOTHING = (contribution, context) -> RepeatStatus.FINISHED;
    private static final Tasklet FAILS = (contribution, context) -> {
        throw new IllegalStateException("broken");
    };

    private static Database database;
    private static BatchJobs jobs;

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseFixture.createDatabase(), null, null);
        jobs = new BatchJobs(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Stands for a class whose deserialisation runs an attacker's code. */
    public static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;

        static final AtomicInteger CREATED = new AtomicInteger();

        public Gadget() {
            CREATED.incrementAndGet();
        }

        private Object readResolve() {
            return new Gadget();
        }
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

    @Test
    void keepsTextsAndNumbersOfAnExecutionContext() {
        JobExecution execution = jobs.run(job(FAILS), run("context"));
        execution.getExecutionContext().putString("text", "a");
        execution.getExecutionContext().putInt("int", 1);
        execution.getExecutionContext().putLong("long", 2);
        jobs.repository().updateExecutionContext(execution);
        ExecutionContext read =
                jobs.repository().getJobExecution(execution.getId()).getExecutionContext();
        assertThat(read.getString("text")).isEqualTo("a");
        assertThat(read.getInt("int")).isOne();
        assertThat(read.getLong("long")).isEqualTo(2);
    }

    @Test
    void readsNoForeignObjectFromAnExecutionContext() throws IOException {
        long id = jobs.run(job(FAILS), run("foreign")).getId();
        ByteArrayOutputStream serialised = new ByteArrayOutputStream();
        new DefaultExecutionContextSerializer().serialize(Map.of("a", new Gadget()), serialised);
        String json = "{\"@class\":\"java.util.HashMap\",\"a\":[\"" + Gadget.class.getName() + "\",{}]}";
        Gadget.CREATED.set(0);
        for (String context : List.of(serialised.toString(StandardCharsets.UTF_8), json)) {
            replaceContext(id, context);
            assertThatThrownBy(() -> jobs.repository().getJobExecution(id)).isInstanceOf(RuntimeException.class);
            assertThat(Gadget.CREATED).hasValue(0);
        }
        replaceContext(id, "{\"@class\":\"java.util.HashMap\"}");
    }

    private static void replaceContext(long execution, String context) {
        JdbcClient.create(database.dataSource())
                .sql("UPDATE batch_job_execution_context SET short_context = ? WHERE job_execution_id = ?")
                .params(context, execution)
                .update();
    }
}
