package org.cardroom.processor.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.BatchJobs;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

class RetentionPurgerTest {
    private final Database database = Database.open(ProcessorFixture.createDatabase(), null, null);
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    private void old(int ids) {
        jdbc.sql(
                        "INSERT INTO processed_event SELECT gen_random_uuid(), now() - interval '73 hours' FROM generate_series(1, ?)")
                .param(ids)
                .update();
    }

    private int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    private void runs(String job, int many) {
        JobRepository repository = new BatchJobs(database).repository();
        for (long run = 0; run < many; run++) {
            repository.createJobInstance(
                    job, new JobParametersBuilder().addLong("run", run).toJobParameters());
        }
    }

    @Test
    void forgetsAllIdsThatNoReplayCanUse() {
        old(25_000);
        UUID fresh = UuidGenerator.next();
        ProcessedIdRepository processedIds = new ProcessedIdRepository(database);
        StatementBatch.singleUpdate(database, statements -> processedIds.addUnseen(List.of(fresh), statements));
        new RetentionPurger(database, Duration.ZERO, 1).purgeOnce();
        assertThat(jdbc.sql("SELECT id FROM processed_event").query(UUID.class).list())
                .containsExactly(fresh);
    }

    @Test
    void keepsTheNewestRunsAndAllImports() {
        runs("provision", 5);
        runs("closeBatch", 4);
        runs("importManifest", 3);
        new RetentionPurger(database, Duration.ZERO, 2).purgeOnce();
        assertThat(count("batch_job_instance")).isEqualTo(2 + 2 + 3);
    }

    @Test
    void beginsWhenItIsStarted() {
        old(1);
        try (RetentionPurger purger = RetentionPurger.start(database)) {
            assertThat(purger).isNotNull();
            await().atMost(Duration.ofSeconds(60)).until(() -> count("processed_event") == 0);
        }
    }

    @Test
    void outlivesADatabaseThatIsAway() {
        RetentionPurger purger = new RetentionPurger(database, Duration.ZERO, 1);
        jdbc.sql("ALTER TABLE processed_event RENAME TO hidden").update();
        purger.purgeOnce();
        jdbc.sql("ALTER TABLE hidden RENAME TO processed_event").update();
        old(1);
        purger.purgeOnce();
        assertThat(count("processed_event")).isZero();
    }

    @Test
    void startsWhereTheDatabaseIsAway() {
        database.close();
        assertThatCode(() -> RetentionPurger.start(database).close()).doesNotThrowAnyException();
    }
}
