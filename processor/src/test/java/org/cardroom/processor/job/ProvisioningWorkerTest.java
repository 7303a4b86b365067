package org.cardroom.processor.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.BatchJobs;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.KafkaAgentClient;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.DataAccessResourceFailureException;

/** The provisioning job against a real broker: how it goes on, fails, stops and shares. */
class ProvisioningWorkerTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();
    private final KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
    private final FakeAgent agent = processor.enrol("agent-" + UUID.randomUUID(), "north");
    private final List<AutoCloseable> open = new ArrayList<>();
    private KafkaAgentClient wire;

    @BeforeEach
    void connect() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        wire = new KafkaAgentClient(kafka, agent);
        for (int i = 0; i < 200; i++) {
            processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        wire.close();
        processor.close();
    }

    private ProvisioningWorker start(String name) {
        ProvisioningWorker worker = ProvisioningWorker.start(name, processor.store, kafka, processor.keys, () -> {});
        open.add(worker);
        return worker;
    }

    private CardEvent insertion(CardId card) {
        return agent.insert(CardKind.GIDS, card, CHALLENGE);
    }

    private static CardId card() {
        return new CardId(UUID.randomUUID().toString().replace("-", ""));
    }

    private void answersOne() {
        assertThat(agent.open(wire.sendAndAwait(insertion(card())))).isInstanceOf(Instruction.PutKey.class);
    }

    private List<String> statuses() {
        return processor.column("SELECT status FROM batch_job_execution ORDER BY job_execution_id");
    }

    private void awaitStatus(String status) {
        await().atMost(BOUND).until(() -> statuses().contains(status));
    }

    @Test
    void issuesACardOverKafkaAndStopsCleanly() {
        ProvisioningWorker worker = start("p");
        CardId card = card();
        SealedInstruction put = wire.sendAndAwait(insertion(card));
        SealedInstruction set = wire.sendAndAwait(agent.done(put, CHALLENGE));
        wire.send(agent.done(set, null));
        await().atMost(BOUND).until(() -> processor.card(card).status() == CardStatus.ACTIVE);
        worker.close();
        assertThat(statuses()).containsExactly("STOPPED");
        assertThat(processor.column("SELECT status FROM batch_step_execution")).containsExactly("STOPPED");
    }

    @Test
    void goesOnWhereItsLastRunWas() {
        ProvisioningWorker first = start("p");
        SealedInstruction put = wire.sendAndAwait(insertion(card()));
        first.close();
        CardEvent report = agent.done(put, CHALLENGE);
        wire.send(report);
        start("p");
        assertThat(agent.open(wire.awaitAnswer(report))).isInstanceOf(Instruction.SetPin.class);
        assertThat(wire.poll().stream()
                        .map(told -> told.envelope().instruction())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void answersAllWhereTwoShareAndOneEnds() {
        ProvisioningWorker first = start("first");
        start("second");
        await().atMost(BOUND).untilAsserted(() -> {
            answersOne();
            assertThat(processor.column("SELECT DISTINCT writer FROM audit")).hasSize(2);
        });
        first.close();
        List<CardEvent> events = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            CardEvent event = insertion(card());
            events.add(event);
            wire.send(event);
        }
        events.forEach(wire::awaitAnswer);
        assertThat(processor.column("SELECT card_id FROM card WHERE instruction_count <> 1"))
                .isEmpty();
    }

    @Test
    void failsAndStartsAgainWhereItsConnectionsAreCut() {
        start("p");
        answersOne();
        for (int cut = 1; cut <= 3; cut++) {
            int failed = cut;
            cut();
            // The pool of this test may still hand out one of its own connections that was cut.
            await().atMost(BOUND)
                    .ignoreExceptionsInstanceOf(DataAccessResourceFailureException.class)
                    .until(() -> statuses().size() > failed);
            answersOne();
        }
        assertThat(statuses()).contains("FAILED").doesNotContain("UNKNOWN").endsWith("STARTED");
        assertThat(processor.column("SELECT status FROM batch_step_execution")).doesNotContain("UNKNOWN");
    }

    /** In the middle of a transaction: a connection that is idle is replaced, and nobody sees it. */
    private void cut() {
        String others = " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        processor.store.inTransaction().executeWithoutResult(status -> {
            processor.column("SELECT writer FROM audit_head FOR UPDATE");
            wire.send(insertion(card()));
            await().atMost(BOUND).until(() -> !processor
                    .column("SELECT pid::text" + others + " AND wait_event_type = 'Lock'")
                    .isEmpty());
            processor.column("SELECT pg_terminate_backend(pid)::text" + others);
        });
    }

    @Test
    void answersNothingOnceAnOlderDatabaseWasPutInItsPlace() {
        start("p");
        answersOne();
        processor.sql("DELETE FROM audit");
        processor.sql("DELETE FROM audit_head");
        wire.send(insertion(card()));
        awaitStatus("FAILED");
        assertThatThrownBy(() -> start("q")).hasMessageContaining("./cardroom restore");
        assertThat(processor.column("SELECT card_id FROM card")).hasSize(1);
    }

    @Test
    void failsAndStartsAgainWhereItsCommitFails() {
        processor.sql("CREATE FUNCTION fail() RETURNS trigger AS $$ BEGIN RAISE 'no commit'; END $$ LANGUAGE plpgsql");
        processor.sql("CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON card DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION fail()");
        CardEvent event = insertion(card());
        wire.send(event);
        start("p");
        awaitStatus("FAILED");
        processor.sql("DROP TRIGGER fail ON card");
        assertThat(agent.open(wire.awaitAnswer(event))).isInstanceOf(Instruction.PutKey.class);
        assertThat(statuses()).doesNotContain("UNKNOWN");
        assertThat(processor.column("SELECT status FROM batch_step_execution")).doesNotContain("UNKNOWN");
    }

    @Test
    void marksWhatADeadProcessOfItsNameLeft() throws Exception {
        long mine = leftOver("p", 1);
        long others = leftOver("q", 2);
        start("p");
        answersOne();
        String status = "SELECT status FROM batch_job_execution WHERE job_execution_id = ";
        assertThat(processor.column(status + mine)).containsExactly("FAILED");
        assertThat(processor.column(status + others)).containsExactly("STARTED");
        assertThat(processor.column("SELECT status FROM batch_step_execution WHERE job_execution_id = " + mine))
                .containsExactly("FAILED");
    }

    private long leftOver(String name, long run) throws Exception {
        JobRepository repository = new BatchJobs(processor.store).repository();
        JobParameters parameters = ProvisioningJob.runParameters(LocalDate.EPOCH, name, run);
        JobInstance instance = repository.createJobInstance(ProvisioningJob.JOB_NAME, parameters);
        JobExecution left = repository.createJobExecution(instance, parameters, new ExecutionContext());
        left.setStatus(BatchStatus.STARTED);
        repository.update(left);
        repository.createStepExecution("polls", left);
        return left.getId();
    }
}
