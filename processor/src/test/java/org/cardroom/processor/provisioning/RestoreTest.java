package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.db.NamedLock;
import org.cardroom.db.issuing.HeldBack;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.db.stream.Audit;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent.RequestEnded.How;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.GiveAnswer;
import org.cardroom.events.message.Instruction.GiveKey;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.Stage;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.cardroom.lab.servers.Servers;
import org.cardroom.processor.outcomes.Freshness;
import org.cardroom.processor.restoring.Restore;
import org.cardroom.processor.restoring.Restored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that is put back from a backup, and what was published since. */
class RestoreTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String CHALLENGE = "0011223344556677";
    private static final Clock CLOCK = Clock.systemUTC();

    private final Kafka kafka = new Kafka(Servers.shared().bootstrap(), Map.of());
    private String database = Servers.shared().freshDatabase();
    private Desk desk = new Desk(database);
    private String backup;
    private int sent;

    @BeforeEach
    void connect() {
        kafka.ensure(Topics.common());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private UUID ordered(UserPinOption option) {
        return desk.request(desk.gids("t", true, option));
    }

    private void backUp() {
        desk.beat(desk.writer, Set.of());
        desk.close();
        backup = Servers.shared().copyOf(database);
        desk = new Desk(database);
        sent = 0;
    }

    /** Puts the backup back, once all that was published is with the broker. */
    private void lose() {
        publish();
        desk.close();
        database = backup;
        desk = new Desk(database);
        sent = 0;
    }

    private void publish() {
        List<ProducerRecord<String, byte[]>> all = desk.producer.history();
        send(all.subList(sent, all.size()).stream()
                .filter(record -> record.topic().equals(Topics.OUTCOMES))
                .toList());
        sent = all.size();
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
            for (ProducerRecord<String, byte[]> record : records) {
                var unused = producer.send(record);
            }
        }
    }

    private Restored restore() {
        return new Restore(desk.store, kafka, CLOCK).run(false);
    }

    private CardEvent insertion() {
        return desk.agent.insert(CardKind.GIDS, CARD, CHALLENGE);
    }

    private SealedInstruction put() {
        return desk.told(insertion());
    }

    private void issue() {
        SealedInstruction set = desk.told(desk.agent.done(put(), CHALLENGE));
        desk.feed(desk.agent, desk.agent.done(set, null));
    }

    private Instruction answer() {
        return desk.agent.open(desk.told(insertion()));
    }

    /** A processor that is started now. */
    private Rejection refusal() {
        EventWriter started = desk.writer("started");
        desk.published();
        desk.feed(started, new Poll(List.of(desk.agent.record(desk.nextOffset(), insertion())), Set.of(0), Set.of()));
        SealedInstruction told = desk.published().stream()
                .filter(record -> record.topic().equals(Topics.instructions(desk.agent.name)))
                .map(record -> Json.read(record.value(), SealedInstruction.class))
                .findFirst()
                .orElseThrow();
        return ((Instruction.Reject) desk.agent.open(told)).reason();
    }

    @Test
    void goesOnWithACardThatWasSentAKey() {
        UUID request = ordered(UserPinOption.SERVER_DISTRIBUTED);
        backUp();
        put();
        lose();
        restore();
        assertThat(desk.card(CARD).keys().proposed()).isEqualTo(new KeyRef(1, 1));
        assertThat(desk.card(CARD).tries()).isOne();
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(answer()).isInstanceOf(Instruction.SetPin.class);
    }

    @Test
    void goesOnWithACardThatWasTornBeforeAndAfterTheBackup() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        put();
        backUp();
        put();
        lose();
        restore();
        assertThat(desk.card(CARD).tries()).isEqualTo(2);
        assertThat(desk.card(CARD).keys().keySent()).isTrue();
        assertThat(answer()).isInstanceOf(Instruction.SetPin.class);
    }

    @Test
    void asksAnIssuedCardWhoseLetterIsLostToProveItsKey() {
        UUID request = ordered(UserPinOption.SERVER_DISTRIBUTED);
        backUp();
        issue();
        lose();
        assertThat(restore().cards()).singleElement().asString().contains("letter is lost");
        assertThat(desk.card(CARD).keys().confirmed()).isEqualTo(new KeyRef(1, 1));
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(answer()).isInstanceOf(Instruction.Prove.class);
    }

    @Test
    void goesOnWithACardThatIsWorkedOverHttp() {
        GatewayClient client = GatewayClient.of(desk, ordered(UserPinOption.SERVER_DISTRIBUTED), CARD);
        backUp();
        client = client.at(desk);
        String key = TestKeys.revealed(((GiveKey) client.key()).key());
        client.answer(CHALLENGE, false);
        lose();
        restore();
        client = client.at(desk);
        assertThat(TestKeys.revealed(((GiveKey) client.key()).key())).isEqualTo(key);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(GiveAnswer.class);
        assertThat(client.end(How.COMPLETED)).isEqualTo(GatewayClient.refused(Rejection.NOT_PUT_YET));
        client.pin();
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
    }

    @Test
    void countsAnAnswerUnderItsOwnKeyThatWasGivenOverHttp() {
        GatewayClient client = GatewayClient.of(desk, ordered(UserPinOption.RANDOMIZED), CARD);
        backUp();
        client = client.at(desk);
        client.key();
        client.answer(CHALLENGE, false);
        client.answer(CHALLENGE, true);
        lose();
        restore();
        assertThat(desk.card(CARD).provisioning()).isEqualTo(Provisioning.PIN_SENT);
        assertThat(desk.card(CARD).tries()).isOne();
    }

    @Test
    void makesANewPinForACardWhoseLetterIsLost() {
        GatewayClient client = GatewayClient.of(desk, ordered(UserPinOption.SERVER_DISTRIBUTED), CARD);
        backUp();
        client = client.at(desk);
        client.key();
        client.answer(CHALLENGE, false);
        client.answer(CHALLENGE, true);
        client.pin();
        client.end(How.COMPLETED);
        lose();
        restore();
        client = client.at(desk);
        assertThat(client.answer(CHALLENGE, true)).isInstanceOf(GiveAnswer.class);
        client.pin();
        assertThat(client.end(How.COMPLETED)).isEqualTo(new Instruction.Ended());
        assertThat(desk.card(CARD).keys().confirmed()).isEqualTo(new KeyRef(1, 1));
    }

    @Test
    void leavesAnIssuedCardWithoutALetterIssued() {
        UUID request = ordered(UserPinOption.RANDOMIZED);
        backUp();
        issue();
        lose();
        restore();
        assertThat(desk.card(CARD).provisioning()).isEqualTo(Provisioning.ISSUED);
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.COMPLETED);
        assertThat(refusal()).isEqualTo(Rejection.ALREADY_ACTIVE);
    }

    @Test
    void leavesACardThatFailedSetAside() {
        UUID request = ordered(UserPinOption.RANDOMIZED);
        backUp();
        desk.feed(desk.agent, desk.agent.report(put(), Stage.ANSWER, new Said.Refused(null), CHALLENGE));
        lose();
        restore();
        assertThat(desk.card(CARD).provisioning()).isEqualTo(Provisioning.SET_ASIDE);
        assertThat(desk.request(request).reason()).isEqualTo(Rejection.KEYS_REFUSED.words());
    }

    @Test
    void holdsACardBackUntilItsRequestIsThereAgain() {
        Template template = desk.gids("t", true, UserPinOption.RANDOMIZED);
        desk.request(template);
        desk.sql("DELETE FROM request");
        backUp();
        UUID request = desk.request(template);
        put();
        lose();
        assertThat(restore().held()).isOne();
        assertThat(refusal()).isEqualTo(Rejection.HELD_BACK);
        UUID again = desk.request(template);
        desk.sql("UPDATE request SET id = '" + request + "' WHERE id = '" + again + "'");
        assertThat(restore().held()).isZero();
        assertThat(new HeldBack(desk.store).cards()).isEmpty();
        assertThat(desk.card(CARD).request()).isEqualTo(request);
    }

    @Test
    void doesNothingMoreTheSecondTime() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        backUp();
        issue();
        lose();
        restore();
        String[] tables = {"card", "card_history", "request", "audit", "outbox", "consumed_offset", "held_back"};
        List<String> before = desk.rows(tables);
        assertThat(restore().nothing()).isTrue();
        assertThat(desk.rows(tables)).isEqualTo(before);
    }

    @Test
    void changesNothingWhereItIsOnlyTried() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        backUp();
        issue();
        lose();
        List<String> before = desk.rows("card", "request", "audit", "outbox", "consumed_offset", "seen");
        Restored tried = new Restore(desk.store, kafka, CLOCK).run(true);
        assertThat(tried.cards()).hasSize(1);
        assertThat(desk.rows("card", "request", "audit", "outbox", "consumed_offset", "seen"))
                .isEqualTo(before);
    }

    @Test
    void letsNoProcessorAnswerBeforeIt() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        backUp();
        put();
        lose();
        assertThatThrownBy(() -> Freshness.check(desk.store, kafka))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("the audit of desk has 0 entries there, and had 1")
                .hasMessageContaining("./cardroom restore");
        restore();
        assertThatCode(() -> Freshness.check(desk.store, kafka)).doesNotThrowAnyException();
    }

    @Test
    void alarmsNobodyWhereNothingWasPutBack() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        issue();
        publish();
        Freshness.check(desk.store, kafka);
        assertThatCode(() -> Freshness.check(desk.store, kafka)).doesNotThrowAnyException();
        assertThat(restore().nothing()).isTrue();
    }

    @Test
    void takesATopicOfOutcomesThatWasMadeAnewOnlyOnceItIsToldTo() {
        Freshness.check(desk.store, kafka);
        JdbcClient.create(desk.store.dataSource())
                .sql("UPDATE consumed_topic SET id = 'an earlier one' WHERE topic = ?")
                .param(Topics.OUTCOMES)
                .update();
        new Restore(desk.store, kafka, CLOCK).run(true);
        assertThatThrownBy(() -> Freshness.check(desk.store, kafka))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("was made anew since the database last knew it");
        assertThat(restore().nothing()).isTrue();
        assertThatCode(() -> Freshness.check(desk.store, kafka)).doesNotThrowAnyException();
    }

    @Test
    void goesOnWithTheAuditAfterAGapThatItNames() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        put();
        backUp();
        put();
        lose();
        restore();
        Audit audit = new Audit(desk.store, "desk", CLOCK);
        assertThat(audit.firstBroken()).isEmpty();
        assertThat(audit.gaps()).singleElement().asString().startsWith("entries 2 to 2 are lost after ");
        put();
        assertThat(audit.head().number()).isEqualTo(4);
        assertThat(audit.firstBroken()).isEmpty();
    }

    @Test
    void passesOverWhatWasAskedSince() {
        ordered(UserPinOption.SERVER_DISTRIBUTED);
        backUp();
        put();
        CardEvent event = insertion();
        send(List.of(new ProducerRecord<>(Topics.CARD_EVENTS, event.recordKey(), Json.write(event))));
        lose();
        assertThat(restore().passed()).isPositive();
        assertThat(desk.column("SELECT id::text FROM seen"))
                .contains(event.origin().event().toString());
    }

    @Test
    void refusesWhileAProcessorRuns() {
        try (NamedLock processor = NamedLock.take(desk.store, "processor p").sharing(Restore.LOCK, "restoring")) {
            assertThat(processor).isNotNull();
            assertThatThrownBy(this::restore)
                    .isInstanceOf(CannotRun.class)
                    .hasMessage("a processor runs on this database: stop every processor first");
        }
    }
}
