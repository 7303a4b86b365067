package org.cardroom.processor.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.db.AdvisoryLock;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.fixture.DatabaseRestoreFixture;
import org.cardroom.processor.job.CardEventItemWriter;
import org.cardroom.processor.job.PolledRecords;
import org.cardroom.processor.staleness.DatabaseStalenessCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Restores a database from a backup, with outcomes published since. */
class DatabaseRestoreTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String CHALLENGE = "0011223344556677";
    private static final Clock CLOCK = Clock.systemUTC();

    private final DatabaseRestoreFixture fixture = new DatabaseRestoreFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private UUID ordered(UserPinOption option) {
        return fixture.processor.request(fixture.processor.gids("t", true, option));
    }

    private CardEvent insertion() {
        return fixture.processor.agent.insert(CardKind.GIDS, CARD, CHALLENGE);
    }

    private SealedInstruction put() {
        return fixture.processor.processAndGetInstruction(insertion());
    }

    private void issue() {
        SealedInstruction set =
                fixture.processor.processAndGetInstruction(fixture.processor.agent.done(put(), CHALLENGE));
        fixture.processor.process(fixture.processor.agent, fixture.processor.agent.done(set, null));
    }

    private Instruction answer() {
        return fixture.processor.agent.open(fixture.processor.processAndGetInstruction(insertion()));
    }

    /** Starts a new processor. */
    private RejectionReason refusal() {
        CardEventItemWriter started = fixture.processor.writer("started");
        fixture.processor.newlyPublished();
        fixture.processor.process(
                started,
                new PolledRecords(
                        List.of(fixture.processor.agent.record(fixture.processor.nextOffset(), insertion())),
                        Set.of(0),
                        Set.of()));
        SealedInstruction told = fixture.processor.newlyPublished().stream()
                .filter(record -> record.topic().equals(KafkaTopics.instructionTopicName(fixture.processor.agent.name)))
                .map(record -> MessageJson.read(record.value(), SealedInstruction.class))
                .findFirst()
                .orElseThrow();
        return ((Instruction.Reject) fixture.processor.agent.open(told)).reason();
    }

    @Test
    void goesOnWithACardThatWasSentAKey() {
        UUID request = ordered(UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        put();
        fixture.restoreBackup();
        fixture.restore();
        assertThat(fixture.processor.card(CARD).keys().proposed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(fixture.processor.card(CARD).unresolvedAnswers()).isOne();
        assertThat(fixture.processor.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(answer()).isInstanceOf(Instruction.SetPin.class);
    }

    @Test
    void goesOnWithACardThatWasTornBeforeAndAfterTheBackup() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        put();
        fixture.backUp();
        put();
        fixture.restoreBackup();
        fixture.restore();
        assertThat(fixture.processor.card(CARD).unresolvedAnswers()).isEqualTo(2);
        assertThat(fixture.processor.card(CARD).keys().keyMayBeWritten()).isTrue();
        assertThat(answer()).isInstanceOf(Instruction.SetPin.class);
    }

    @Test
    void asksAnIssuedCardWhoseLetterIsLostToProveItsKey() {
        UUID request = ordered(UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        issue();
        fixture.restoreBackup();
        assertThat(fixture.restore().cards()).singleElement().asString().contains("letter is lost");
        assertThat(fixture.processor.card(CARD).keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(fixture.processor.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(answer()).isInstanceOf(Instruction.RequestMutualAuth.class);
    }

    @Test
    void leavesAnIssuedCardWithoutALetterIssued() {
        UUID request = ordered(UserPinOption.RANDOMIZED);
        fixture.backUp();
        issue();
        fixture.restoreBackup();
        fixture.restore();
        assertThat(fixture.processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
        assertThat(fixture.processor.request(request).status()).isEqualTo(RequestStatus.COMPLETED);
        assertThat(refusal()).isEqualTo(RejectionReason.ALREADY_ACTIVE);
    }

    @Test
    void leavesACardThatFailedSetAside() {
        UUID request = ordered(UserPinOption.RANDOMIZED);
        fixture.backUp();
        fixture.processor.process(
                fixture.processor.agent,
                fixture.processor.agent.report(
                        put(), InstructionProgress.ANSWER, new CardResponse.Refused(null), CHALLENGE));
        fixture.restoreBackup();
        fixture.restore();
        assertThat(fixture.processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(fixture.processor.request(request).reason()).isEqualTo(RejectionReason.KEYS_REFUSED.description());
    }

    @Test
    void holdsACardBackUntilItsRequestIsThereAgain() {
        ProfileTemplate template = fixture.processor.gids("t", true, UserPinOption.RANDOMIZED);
        fixture.processor.request(template);
        fixture.processor.sql("DELETE FROM request");
        fixture.backUp();
        UUID request = fixture.processor.request(template);
        put();
        fixture.restoreBackup();
        assertThat(fixture.restore().quarantinedCount()).isOne();
        assertThat(refusal()).isEqualTo(RejectionReason.HELD_BACK);
        UUID again = fixture.processor.request(template);
        fixture.processor.sql("UPDATE request SET id = '" + request + "' WHERE id = '" + again + "'");
        assertThat(fixture.restore().quarantinedCount()).isZero();
        assertThat(new QuarantinedCardRepository(fixture.processor.store).findCardIds())
                .isEmpty();
        assertThat(fixture.processor.card(CARD).request()).isEqualTo(request);
    }

    @Test
    void doesNothingMoreTheSecondTime() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        issue();
        fixture.restoreBackup();
        fixture.restore();
        String[] tables = {"card", "card_history", "request", "audit", "outbox", "consumed_offset", "quarantined_card"};
        List<String> before = fixture.processor.rows(tables);
        assertThat(fixture.restore().isNothingToDo()).isTrue();
        assertThat(fixture.processor.rows(tables)).isEqualTo(before);
    }

    @Test
    void changesNothingWhereItIsOnlyTried() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        issue();
        fixture.restoreBackup();
        List<String> before =
                fixture.processor.rows("card", "request", "audit", "outbox", "consumed_offset", "processed_event");
        RestoreReport tried = new DatabaseRestore(fixture.processor.store, fixture.kafka, CLOCK).run(true);
        assertThat(tried.cards()).hasSize(1);
        assertThat(fixture.processor.rows("card", "request", "audit", "outbox", "consumed_offset", "processed_event"))
                .isEqualTo(before);
    }

    @Test
    void letsNoProcessorAnswerBeforeIt() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        put();
        fixture.restoreBackup();
        assertThatThrownBy(() -> DatabaseStalenessCheck.requireFresh(fixture.processor.store, fixture.kafka))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("its audit of desk has 0 entries, 1 were published")
                .hasMessageContaining("./cardroom restore");
        fixture.restore();
        assertThatCode(() -> DatabaseStalenessCheck.requireFresh(fixture.processor.store, fixture.kafka))
                .doesNotThrowAnyException();
    }

    @Test
    void alarmsNobodyWhereNothingWasPutBack() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        issue();
        fixture.publish();
        DatabaseStalenessCheck.requireFresh(fixture.processor.store, fixture.kafka);
        assertThatCode(() -> DatabaseStalenessCheck.requireFresh(fixture.processor.store, fixture.kafka))
                .doesNotThrowAnyException();
        assertThat(fixture.restore().isNothingToDo()).isTrue();
    }

    @Test
    void takesATopicOfOutcomesThatWasMadeAnewOnlyOnceItIsToldTo() {
        DatabaseStalenessCheck.requireFresh(fixture.processor.store, fixture.kafka);
        JdbcClient.create(fixture.processor.store.dataSource())
                .sql("UPDATE consumed_topic_id SET id = 'an earlier one' WHERE topic = ?")
                .param(KafkaTopics.OUTCOMES)
                .update();
        new DatabaseRestore(fixture.processor.store, fixture.kafka, CLOCK).run(true);
        assertThatThrownBy(() -> DatabaseStalenessCheck.requireFresh(fixture.processor.store, fixture.kafka))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("was re-created since the database last read it");
        assertThat(fixture.restore().isNothingToDo()).isTrue();
        assertThatCode(() -> DatabaseStalenessCheck.requireFresh(fixture.processor.store, fixture.kafka))
                .doesNotThrowAnyException();
    }

    @Test
    void goesOnWithTheAuditAfterAGapThatItNames() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        put();
        fixture.backUp();
        put();
        fixture.restoreBackup();
        fixture.restore();
        AuditChain auditChain = new AuditChain(fixture.processor.store, "desk", CLOCK);
        assertThat(auditChain.findFirstBroken()).isEmpty();
        assertThat(auditChain.findGaps()).singleElement().asString().startsWith("entries 2 to 2 are lost after ");
        put();
        assertThat(auditChain.head().number()).isEqualTo(4);
        assertThat(auditChain.findFirstBroken()).isEmpty();
    }

    @Test
    void passesOverWhatWasAskedSince() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        fixture.backUp();
        put();
        CardEvent event = insertion();
        fixture.send(
                List.of(new ProducerRecord<>(KafkaTopics.CARD_EVENTS, event.recordKey(), MessageJson.write(event))));
        fixture.restoreBackup();
        assertThat(fixture.restore().skippedEvents()).isPositive();
        assertThat(fixture.processor.column("SELECT id::text FROM processed_event"))
                .contains(event.origin().event().toString());
    }

    @Test
    void refusesWhileAProcessorRuns() {
        try (AdvisoryLock processor = AdvisoryLock.acquire(fixture.processor.store, "processor p")
                .acquireShared(DatabaseRestore.PROCESSORS_LOCK, "restoring")) {
            assertThat(processor).isNotNull();
            assertThatThrownBy(fixture::restore)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessage("a processor runs on this database: stop every processor first");
        }
    }
}
