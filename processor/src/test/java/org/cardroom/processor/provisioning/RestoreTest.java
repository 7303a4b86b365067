package org.cardroom.processor.provisioning;

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
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.outcomes.Freshness;
import org.cardroom.processor.restoring.Restore;
import org.cardroom.processor.restoring.Restored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that is put back from a backup, and what was published since. */
class RestoreTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String CHALLENGE = "0011223344556677";
    private static final Clock CLOCK = Clock.systemUTC();

    private final LostDatabase room = new LostDatabase();

    @AfterEach
    void close() {
        room.close();
    }

    private UUID ordered(UserPinOption option) {
        return room.desk.request(room.desk.gids("t", true, option));
    }

    private CardEvent insertion() {
        return room.desk.agent.insert(CardKind.GIDS, CARD, CHALLENGE);
    }

    private SealedInstruction put() {
        return room.desk.told(insertion());
    }

    private void issue() {
        SealedInstruction set = room.desk.told(room.desk.agent.done(put(), CHALLENGE));
        room.desk.feed(room.desk.agent, room.desk.agent.done(set, null));
    }

    private Instruction answer() {
        return room.desk.agent.open(room.desk.told(insertion()));
    }

    /** A processor that is started now. */
    private RejectionReason refusal() {
        EventWriter started = room.desk.writer("started");
        room.desk.published();
        room.desk.feed(
                started,
                new Poll(List.of(room.desk.agent.record(room.desk.nextOffset(), insertion())), Set.of(0), Set.of()));
        SealedInstruction told = room.desk.published().stream()
                .filter(record -> record.topic().equals(KafkaTopics.instructionTopicName(room.desk.agent.name)))
                .map(record -> MessageJson.read(record.value(), SealedInstruction.class))
                .findFirst()
                .orElseThrow();
        return ((Instruction.Reject) room.desk.agent.open(told)).reason();
    }

    @Test
    void goesOnWithACardThatWasSentAKey() {
        UUID request = ordered(UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        put();
        room.lose();
        room.restore();
        assertThat(room.desk.card(CARD).keys().proposed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(room.desk.card(CARD).unresolvedAnswers()).isOne();
        assertThat(room.desk.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(answer()).isInstanceOf(Instruction.SetPin.class);
    }

    @Test
    void goesOnWithACardThatWasTornBeforeAndAfterTheBackup() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        put();
        room.backUp();
        put();
        room.lose();
        room.restore();
        assertThat(room.desk.card(CARD).unresolvedAnswers()).isEqualTo(2);
        assertThat(room.desk.card(CARD).keys().keyMayBeWritten()).isTrue();
        assertThat(answer()).isInstanceOf(Instruction.SetPin.class);
    }

    @Test
    void asksAnIssuedCardWhoseLetterIsLostToProveItsKey() {
        UUID request = ordered(UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        issue();
        room.lose();
        assertThat(room.restore().cards()).singleElement().asString().contains("letter is lost");
        assertThat(room.desk.card(CARD).keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(room.desk.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(answer()).isInstanceOf(Instruction.RequestMutualAuth.class);
    }

    @Test
    void leavesAnIssuedCardWithoutALetterIssued() {
        UUID request = ordered(UserPinOption.RANDOMIZED);
        room.backUp();
        issue();
        room.lose();
        room.restore();
        assertThat(room.desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
        assertThat(room.desk.request(request).status()).isEqualTo(RequestStatus.COMPLETED);
        assertThat(refusal()).isEqualTo(RejectionReason.ALREADY_ACTIVE);
    }

    @Test
    void leavesACardThatFailedSetAside() {
        UUID request = ordered(UserPinOption.RANDOMIZED);
        room.backUp();
        room.desk.feed(room.desk.agent, room.desk.agent.report(put(), InstructionProgress.ANSWER, new CardResponse.Refused(null), CHALLENGE));
        room.lose();
        room.restore();
        assertThat(room.desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(room.desk.request(request).reason()).isEqualTo(RejectionReason.KEYS_REFUSED.description());
    }

    @Test
    void holdsACardBackUntilItsRequestIsThereAgain() {
        ProfileTemplate template = room.desk.gids("t", true, UserPinOption.RANDOMIZED);
        room.desk.request(template);
        room.desk.sql("DELETE FROM request");
        room.backUp();
        UUID request = room.desk.request(template);
        put();
        room.lose();
        assertThat(room.restore().held()).isOne();
        assertThat(refusal()).isEqualTo(RejectionReason.HELD_BACK);
        UUID again = room.desk.request(template);
        room.desk.sql("UPDATE request SET id = '" + request + "' WHERE id = '" + again + "'");
        assertThat(room.restore().held()).isZero();
        assertThat(new QuarantinedCardRepository(room.desk.store).findCardIds()).isEmpty();
        assertThat(room.desk.card(CARD).request()).isEqualTo(request);
    }

    @Test
    void doesNothingMoreTheSecondTime() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        issue();
        room.lose();
        room.restore();
        String[] tables = {"card", "card_history", "request", "audit", "outbox", "consumed_offset", "held_back"};
        List<String> before = room.desk.rows(tables);
        assertThat(room.restore().nothing()).isTrue();
        assertThat(room.desk.rows(tables)).isEqualTo(before);
    }

    @Test
    void changesNothingWhereItIsOnlyTried() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        issue();
        room.lose();
        List<String> before = room.desk.rows("card", "request", "audit", "outbox", "consumed_offset", "seen");
        Restored tried = new Restore(room.desk.store, room.kafka, CLOCK).run(true);
        assertThat(tried.cards()).hasSize(1);
        assertThat(room.desk.rows("card", "request", "audit", "outbox", "consumed_offset", "seen"))
                .isEqualTo(before);
    }

    @Test
    void letsNoProcessorAnswerBeforeIt() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        put();
        room.lose();
        assertThatThrownBy(() -> Freshness.check(room.desk.store, room.kafka))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("the audit of desk has 0 entries there, and had 1")
                .hasMessageContaining("./cardroom restore");
        room.restore();
        assertThatCode(() -> Freshness.check(room.desk.store, room.kafka)).doesNotThrowAnyException();
    }

    @Test
    void alarmsNobodyWhereNothingWasPutBack() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        issue();
        room.publish();
        Freshness.check(room.desk.store, room.kafka);
        assertThatCode(() -> Freshness.check(room.desk.store, room.kafka)).doesNotThrowAnyException();
        assertThat(room.restore().nothing()).isTrue();
    }

    @Test
    void takesATopicOfOutcomesThatWasMadeAnewOnlyOnceItIsToldTo() {
        Freshness.check(room.desk.store, room.kafka);
        JdbcClient.create(room.desk.store.dataSource())
                .sql("UPDATE consumed_topic SET id = 'an earlier one' WHERE topic = ?")
                .param(KafkaTopics.OUTCOMES)
                .update();
        new Restore(room.desk.store, room.kafka, CLOCK).run(true);
        assertThatThrownBy(() -> Freshness.check(room.desk.store, room.kafka))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("was made anew since the database last knew it");
        assertThat(room.restore().nothing()).isTrue();
        assertThatCode(() -> Freshness.check(room.desk.store, room.kafka)).doesNotThrowAnyException();
    }

    @Test
    void goesOnWithTheAuditAfterAGapThatItNames() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        put();
        room.backUp();
        put();
        room.lose();
        room.restore();
        AuditChain auditChain = new AuditChain(room.desk.store, "desk", CLOCK);
        assertThat(auditChain.findFirstBroken()).isEmpty();
        assertThat(auditChain.findGaps()).singleElement().asString().startsWith("entries 2 to 2 are lost after ");
        put();
        assertThat(auditChain.head().number()).isEqualTo(4);
        assertThat(auditChain.findFirstBroken()).isEmpty();
    }

    @Test
    void passesOverWhatWasAskedSince() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        room.backUp();
        put();
        CardEvent event = insertion();
        room.send(List.of(new ProducerRecord<>(KafkaTopics.CARD_EVENTS, event.recordKey(), MessageJson.write(event))));
        room.lose();
        assertThat(room.restore().passed()).isPositive();
        assertThat(room.desk.column("SELECT id::text FROM seen"))
                .contains(event.origin().event().toString());
    }

    @Test
    void refusesWhileAProcessorRuns() {
        try (AdvisoryLock processor =
                AdvisoryLock.acquire(room.desk.store, "processor p").acquireShared(Restore.LOCK, "restoring")) {
            assertThat(processor).isNotNull();
            assertThatThrownBy(room::restore)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessage("a processor runs on this database: stop every processor first");
        }
    }
}
