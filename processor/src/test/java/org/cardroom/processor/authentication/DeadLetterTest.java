package org.cardroom.processor.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.TamperedRecords;
import org.cardroom.processor.fixture.TestKeystores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be used goes to the dead letters with its reason, and the events around it are answered. */
class DeadLetterTest {
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();
    private int cards;

    @BeforeEach
    void twoRequests() {
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
    }

    @AfterEach
    void close() {
        processor.close();
    }

    private CardInserted insertion(FakeAgent agent) {
        return agent.insert(CardKind.GIDS, new CardId(String.format("%032X", ++cards)), CHALLENGE);
    }

    private ConsumerRecord<String, byte[]> genuine(FakeAgent agent) {
        return agent.record(processor.nextOffset(), insertion(agent));
    }

    /** Feeds it between two good events of another agent, which must be answered, and returns its reason. */
    private String reasonOf(ConsumerRecord<String, byte[]> bad) {
        FakeAgent good = processor.enrol("good", "north");
        long next = processor.nextOffset() + 1;
        processor.process(List.of(
                good.record(next, insertion(good)),
                TamperedRecords.replayed(bad, next + 1),
                good.record(next + 2, insertion(good))));
        List<ProducerRecord<String, byte[]>> published = processor.newlyPublished();
        assertThat(published)
                .filteredOn(r -> r.topic().equals(KafkaTopics.instructionTopicName("good")))
                .hasSize(2);
        assertThat(published).hasSize(3);
        ProducerRecord<String, byte[]> dead = published.stream()
                .filter(r -> r.topic().equals(KafkaTopics.DEAD_LETTERS))
                .findFirst()
                .orElseThrow();
        assertThat(dead.value()).isEqualTo(bad.value());
        return new String(dead.headers().lastHeader(KafkaTopics.REASON_HEADER).value(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"type\":\"CardInserted\"}", "\u0000", "not JSON"})
    void saysThatARecordIsMalformed(String value) {
        ConsumerRecord<String, byte[]> record = genuine(processor.agent);
        assertThat(reasonOf(TamperedRecords.copy(record, record.key(), value.getBytes(StandardCharsets.UTF_8))))
                .startsWith("malformed: ");
    }

    @Test
    void saysThatARecordHasNoValue() {
        ConsumerRecord<String, byte[]> record = genuine(processor.agent);
        assertThat(reasonOf(TamperedRecords.copy(record, record.key(), null))).isEqualTo("malformed: no value");
    }

    /** PostgreSQL takes no zero character in a text. */
    @ParameterizedTest
    @CsvSource({"3DES,\\u0000", "3DES,\\ud800", "slot-1,\\u0000", "CardInserted,\\u0000", "gids,x"})
    void survivesTextThatTheDatabaseDoesNotTake(String from, String to) {
        ConsumerRecord<String, byte[]> record = genuine(processor.agent);
        assertThat(reasonOf(TamperedRecords.value(record, from.replace("gids", "GIDS"), to)))
                .startsWith("malformed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000b", "\ufffd", ""})
    void survivesAKeyThatTheDatabaseDoesNotTake(String key) {
        assertThat(reasonOf(TamperedRecords.key(genuine(processor.agent), key)))
                .isEqualTo("under another record key than its card's");
    }

    @Test
    void saysThatTheAgentIsUnknown() {
        FakeAgent stranger = new FakeAgent("stranger", processor.keys, Instant.now());
        assertThat(reasonOf(genuine(stranger))).isEqualTo("unknown agent");
    }

    @Test
    void saysThatTheAgentIsRevoked() {
        new AgentRepository(processor.store).revoke("agent-1");
        assertThat(reasonOf(genuine(processor.agent))).isEqualTo("revoked agent");
    }

    @Test
    void refusesAnAgentThatItHasJustTakenAnEventOfOnceItIsRevoked() {
        processor.process(List.of(genuine(processor.agent)));
        assertThat(processor.deadLetters()).isEmpty();
        new AgentRepository(processor.store).revoke("agent-1");
        assertThat(reasonOf(genuine(processor.agent))).isEqualTo("revoked agent");
    }

    @Test
    void takesAnAgentOnceItIsEnrolled() {
        FakeAgent late = new FakeAgent("late", processor.keys, Instant.now());
        assertThat(reasonOf(genuine(late))).isEqualTo("unknown agent");
        new AgentRepository(processor.store)
                .enrol(TestKeystores.OFFICER_KEY.sign(late.enrolment(ClientType.AGENT, "north")));
        processor.process(List.of(genuine(late)));
        assertThat(processor.deadLetters()).isEmpty();
    }

    @Test
    void tellsAnAgentThatMayNotComeInOnceAPoll() {
        FakeAgent stranger = new FakeAgent("stranger", processor.keys, Instant.now());
        new AgentRepository(processor.store).revoke("agent-1");
        CardInserted last = insertion(stranger);
        processor.process(
                List.of(genuine(stranger), genuine(processor.agent), stranger.record(processor.nextOffset(), last)));
        assertThat(processor.notices)
                .extracting(EnrolmentNotice::agent, EnrolmentNotice::reason)
                .containsExactlyInAnyOrder(
                        tuple("stranger", EnrolmentNotice.NoticeReason.NOT_ENROLLED),
                        tuple("agent-1", EnrolmentNotice.NoticeReason.REVOKED));
        assertThat(processor.notices)
                .extracting(EnrolmentNotice::event)
                .contains(last.origin().event());
    }

    @Test
    void tellsAnAgentWithAnotherKeyWhichOneIsEnrolled() {
        FakeAgent remade = new FakeAgent("agent-1", processor.keys, Instant.now());
        CardInserted event = insertion(remade);
        processor.process(List.of(remade.record(processor.nextOffset(), event)));
        assertThat(processor.deadLetters()).containsExactly("not authentic");
        String enrolled = processor.agent.pair.publicKey().fingerprint();
        assertThat(processor.notices)
                .containsExactly(new EnrolmentNotice(
                        1, "agent-1", event.origin().event(), EnrolmentNotice.NoticeReason.OTHER_KEY, enrolled));
    }

    /** The agent whose event was altered has that key, and goes on. */
    @Test
    void tellsOfAnAlteredEventNothingButTheEnrolledKey() {
        processor.process(List.of(TamperedRecords.value(genuine(processor.agent), CHALLENGE, "FF11223344556677")));
        assertThat(processor.notices)
                .extracting(EnrolmentNotice::reason, EnrolmentNotice::enrolledFingerprint)
                .containsExactly(tuple(
                        EnrolmentNotice.NoticeReason.OTHER_KEY,
                        processor.agent.pair.publicKey().fingerprint()));
    }

    @Test
    void tellsNobodyOfAnotherRecordKey() {
        processor.process(List.of(TamperedRecords.key(genuine(processor.agent), "another")));
        assertThat(processor.deadLetters()).hasSize(1);
        assertThat(processor.notices).isEmpty();
    }

    @Test
    void saysThatTheOfficerDidNotSign() {
        FakeAgent smuggled = new FakeAgent("smuggled", processor.keys, Instant.now());
        new AgentRepository(processor.store)
                .enrol(EnrolmentSigningKey.generate().sign(smuggled.enrolment(ClientType.AGENT, "north")));
        assertThat(reasonOf(genuine(smuggled))).isEqualTo("enrolment without the officer's signature");
    }

    @Test
    void saysThatAnEnrolmentIsOfAnotherName() {
        FakeAgent agent = processor.enrol("agent-2", "north");
        FakeAgent posing = new FakeAgent("agent-3", processor.keys, Instant.now(), agent.pair);
        processor.sql(
                "INSERT INTO agent (name, enrolment) SELECT 'agent-3', enrolment FROM agent WHERE name = 'agent-2'");
        assertThat(reasonOf(genuine(posing))).isEqualTo("enrolment without the officer's signature");
    }

    @Test
    void saysThatAGatewayIsNoReaderAgent() {
        FakeAgent gateway = new FakeAgent("gateway", processor.keys, Instant.now());
        new AgentRepository(processor.store)
                .enrol(TestKeystores.OFFICER_KEY.sign(gateway.enrolment(ClientType.GATEWAY, "north")));
        assertThat(reasonOf(genuine(gateway))).isEqualTo("not a reader agent");
    }

    @Test
    void saysThatTheAuthenticationIsMissing() {
        assertThat(reasonOf(TamperedRecords.without(genuine(processor.agent), KafkaTopics.MAC_HEADER)))
                .isEqualTo("without authentication");
    }

    @Test
    void saysThatTheValueWasAltered() {
        assertThat(reasonOf(TamperedRecords.value(genuine(processor.agent), CHALLENGE, "FF11223344556677")))
                .isEqualTo("not authentic");
    }

    @Test
    void saysThatTheRecordWasMovedToAnotherKey() {
        ConsumerRecord<String, byte[]> moved = TamperedRecords.key(genuine(processor.agent), "F".repeat(32));
        assertThat(reasonOf(moved)).isEqualTo("under another record key than its card's");
    }

    @Test
    void saysThatAnotherAgentWroteIt() {
        FakeAgent other = processor.enrol("agent-2", "north");
        CardInserted posed = insertion(processor.agent);
        assertThat(reasonOf(other.record(processor.nextOffset(), posed))).isEqualTo("not authentic");
    }

    @Test
    void saysThatTheChannelIsTooOld() {
        FakeAgent old = processor.enrol("old", Instant.now().minus(Duration.ofHours(49)));
        assertThat(reasonOf(genuine(old))).isEqualTo("channel older than 48 hours");
    }

    @Test
    void saysThatTheChannelIsToAKeyThatIsNotOurs() {
        FakeAgent agent = processor.enrol("elsewhere", "north");
        agent.channel = AgentChannel.open(
                agent.name, agent.pair, "processors-9", HpkeKeyPair.generate().publicKey(), Instant.now());
        assertThat(reasonOf(genuine(agent))).isEqualTo("channel to a key that is not ours");
    }

    /** Points of small order, for which X25519 has no shared secret (RFC 7748, 6.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ECFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F",
                "E0EB7A7C3B41B8AE1656E3FAF19FC46ADA098DEB9C32B1FD866205165F49B800"
            })
    void survivesAChannelOfSmallOrder(String point) {
        String encapsulated = processor.agent.channel.ref().encapsulated();
        assertThat(reasonOf(TamperedRecords.value(genuine(processor.agent), encapsulated, point)))
                .isEqualTo("not authentic");
    }

    @Test
    void saysThatAnEventWasReplayed() {
        ConsumerRecord<String, byte[]> record = genuine(processor.agent);
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        processor.process(List.of(record));
        assertThat(processor.newlyPublished()).hasSize(1);
        assertThat(reasonOf(record)).isEqualTo("replayed");
    }

    @Test
    void saysThatASessionWasUsedBefore() {
        CardInserted first = insertion(processor.agent);
        processor.process(List.of(processor.agent.record(processor.nextOffset(), first)));
        processor.newlyPublished();
        CardInserted second = insertion(processor.agent);
        byte[] value = new String(MessageJson.write(second), StandardCharsets.UTF_8)
                .replace(second.session().toString(), first.session().toString())
                .getBytes(StandardCharsets.UTF_8);
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        assertThat(reasonOf(
                        processor.agent.record(processor.nextOffset(), MessageJson.read(value, CardInserted.class))))
                .isEqualTo("replayed");
    }

    @Test
    void passesOnNoMoreThanAnEventMayHave() {
        byte[] huge = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        String key = UUID.randomUUID().toString().repeat(1000);
        processor.process(List.of(TamperedRecords.copy(genuine(processor.agent), key, huge)));
        ProducerRecord<String, byte[]> dead = processor.newlyPublished().get(0);
        assertThat(dead.value()).hasSize(MessageJson.LARGEST);
        assertThat(dead.key()).hasSizeLessThanOrEqualTo(200);
    }
}
