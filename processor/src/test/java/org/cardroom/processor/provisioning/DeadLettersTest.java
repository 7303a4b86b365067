package org.cardroom.processor.provisioning;

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
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.kafka.KafkaTopics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be used goes to the dead letters with its reason, and the events around it are answered. */
class DeadLettersTest {
    private static final String CHALLENGE = "0011223344556677";

    private final Desk desk = new Desk();
    private int cards;

    @BeforeEach
    void twoRequests() {
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private CardInserted insertion(FakeAgent agent) {
        return agent.insert(CardKind.GIDS, new CardId(String.format("%032X", ++cards)), CHALLENGE);
    }

    private ConsumerRecord<String, byte[]> genuine(FakeAgent agent) {
        return agent.record(desk.nextOffset(), insertion(agent));
    }

    /** Feeds it between two good events of another agent, which must be answered, and returns its reason. */
    private String reasonOf(ConsumerRecord<String, byte[]> bad) {
        FakeAgent good = desk.enrolled("good", "north");
        long next = desk.nextOffset() + 1;
        desk.feed(List.of(
                good.record(next, insertion(good)),
                Altered.replayed(bad, next + 1),
                good.record(next + 2, insertion(good))));
        List<ProducerRecord<String, byte[]>> published = desk.published();
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
        ConsumerRecord<String, byte[]> record = genuine(desk.agent);
        assertThat(reasonOf(Altered.copy(record, record.key(), value.getBytes(StandardCharsets.UTF_8))))
                .startsWith("malformed: ");
    }

    @Test
    void saysThatARecordHasNoValue() {
        ConsumerRecord<String, byte[]> record = genuine(desk.agent);
        assertThat(reasonOf(Altered.copy(record, record.key(), null))).isEqualTo("malformed: no value");
    }

    /** PostgreSQL takes no zero character in a text. */
    @ParameterizedTest
    @CsvSource({"3DES,\\u0000", "3DES,\\ud800", "slot-1,\\u0000", "CardInserted,\\u0000", "gids,x"})
    void survivesTextThatTheDatabaseDoesNotTake(String from, String to) {
        ConsumerRecord<String, byte[]> record = genuine(desk.agent);
        assertThat(reasonOf(Altered.value(record, from.replace("gids", "GIDS"), to)))
                .startsWith("malformed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000b", "\ufffd", ""})
    void survivesAKeyThatTheDatabaseDoesNotTake(String key) {
        assertThat(reasonOf(Altered.key(genuine(desk.agent), key)))
                .isEqualTo("under another record key than its card's");
    }

    @Test
    void saysThatTheAgentIsUnknown() {
        FakeAgent stranger = new FakeAgent("stranger", desk.keys, Instant.now());
        assertThat(reasonOf(genuine(stranger))).isEqualTo("unknown agent");
    }

    @Test
    void saysThatTheAgentIsRevoked() {
        new AgentRepository(desk.store).revoke("agent-1");
        assertThat(reasonOf(genuine(desk.agent))).isEqualTo("revoked agent");
    }

    @Test
    void refusesAnAgentThatItHasJustTakenAnEventOfOnceItIsRevoked() {
        desk.feed(List.of(genuine(desk.agent)));
        assertThat(desk.deadLetters()).isEmpty();
        new AgentRepository(desk.store).revoke("agent-1");
        assertThat(reasonOf(genuine(desk.agent))).isEqualTo("revoked agent");
    }

    @Test
    void takesAnAgentOnceItIsEnrolled() {
        FakeAgent late = new FakeAgent("late", desk.keys, Instant.now());
        assertThat(reasonOf(genuine(late))).isEqualTo("unknown agent");
        new AgentRepository(desk.store).enrol(TestKeys.OFFICER.sign(late.enrolment(ClientType.AGENT, "north")));
        desk.feed(List.of(genuine(late)));
        assertThat(desk.deadLetters()).isEmpty();
    }

    @Test
    void tellsAnAgentThatMayNotComeInOnceAPoll() {
        FakeAgent stranger = new FakeAgent("stranger", desk.keys, Instant.now());
        new AgentRepository(desk.store).revoke("agent-1");
        CardInserted last = insertion(stranger);
        desk.feed(List.of(genuine(stranger), genuine(desk.agent), stranger.record(desk.nextOffset(), last)));
        assertThat(desk.notices)
                .extracting(EnrolmentNotice::agent, EnrolmentNotice::reason)
                .containsExactlyInAnyOrder(
                        tuple("stranger", EnrolmentNotice.NoticeReason.NOT_ENROLLED), tuple("agent-1", EnrolmentNotice.NoticeReason.REVOKED));
        assertThat(desk.notices)
                .extracting(EnrolmentNotice::event)
                .contains(last.origin().event());
    }

    @Test
    void tellsAnAgentWithAnotherKeyWhichOneIsEnrolled() {
        FakeAgent remade = new FakeAgent("agent-1", desk.keys, Instant.now());
        CardInserted event = insertion(remade);
        desk.feed(List.of(remade.record(desk.nextOffset(), event)));
        assertThat(desk.deadLetters()).containsExactly("not authentic");
        String enrolled = desk.agent.pair.publicKey().fingerprint();
        assertThat(desk.notices)
                .containsExactly(new EnrolmentNotice(1, "agent-1", event.origin().event(), EnrolmentNotice.NoticeReason.OTHER_KEY, enrolled));
    }

    /** The agent whose event was altered has that key, and goes on. */
    @Test
    void tellsOfAnAlteredEventNothingButTheEnrolledKey() {
        desk.feed(List.of(Altered.value(genuine(desk.agent), CHALLENGE, "FF11223344556677")));
        assertThat(desk.notices)
                .extracting(EnrolmentNotice::reason, EnrolmentNotice::enrolled)
                .containsExactly(tuple(
                        EnrolmentNotice.NoticeReason.OTHER_KEY, desk.agent.pair.publicKey().fingerprint()));
    }

    @Test
    void tellsNobodyOfAnotherRecordKey() {
        desk.feed(List.of(Altered.key(genuine(desk.agent), "another")));
        assertThat(desk.deadLetters()).hasSize(1);
        assertThat(desk.notices).isEmpty();
    }

    @Test
    void saysThatTheOfficerDidNotSign() {
        FakeAgent smuggled = new FakeAgent("smuggled", desk.keys, Instant.now());
        new AgentRepository(desk.store).enrol(EnrolmentSigningKey.generate().sign(smuggled.enrolment(ClientType.AGENT, "north")));
        assertThat(reasonOf(genuine(smuggled))).isEqualTo("enrolment without the officer's signature");
    }

    @Test
    void saysThatAnEnrolmentIsOfAnotherName() {
        FakeAgent agent = desk.enrolled("agent-2", "north");
        FakeAgent posing = new FakeAgent("agent-3", desk.keys, Instant.now(), agent.pair);
        desk.sql("INSERT INTO agent (name, enrolment) SELECT 'agent-3', enrolment FROM agent WHERE name = 'agent-2'");
        assertThat(reasonOf(genuine(posing))).isEqualTo("enrolment without the officer's signature");
    }

    @Test
    void saysThatAGatewayIsNoReaderAgent() {
        FakeAgent gateway = new FakeAgent("gateway", desk.keys, Instant.now());
        new AgentRepository(desk.store).enrol(TestKeys.OFFICER.sign(gateway.enrolment(ClientType.GATEWAY, "north")));
        assertThat(reasonOf(genuine(gateway))).isEqualTo("not a reader agent");
    }

    @Test
    void saysThatTheAuthenticationIsMissing() {
        assertThat(reasonOf(Altered.without(genuine(desk.agent), KafkaTopics.MAC_HEADER)))
                .isEqualTo("without authentication");
    }

    @Test
    void saysThatTheValueWasAltered() {
        assertThat(reasonOf(Altered.value(genuine(desk.agent), CHALLENGE, "FF11223344556677")))
                .isEqualTo("not authentic");
    }

    @Test
    void saysThatTheRecordWasMovedToAnotherKey() {
        ConsumerRecord<String, byte[]> moved = Altered.key(genuine(desk.agent), "F".repeat(32));
        assertThat(reasonOf(moved)).isEqualTo("under another record key than its card's");
    }

    @Test
    void saysThatAnotherAgentWroteIt() {
        FakeAgent other = desk.enrolled("agent-2", "north");
        CardInserted posed = insertion(desk.agent);
        assertThat(reasonOf(other.record(desk.nextOffset(), posed))).isEqualTo("not authentic");
    }

    @Test
    void saysThatTheChannelIsTooOld() {
        FakeAgent old = desk.enrolled("old", Instant.now().minus(Duration.ofHours(49)));
        assertThat(reasonOf(genuine(old))).isEqualTo("channel older than 48 hours");
    }

    @Test
    void saysThatTheChannelIsToAKeyThatIsNotOurs() {
        FakeAgent agent = desk.enrolled("elsewhere", "north");
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
        String encapsulated = desk.agent.channel.ref().encapsulated();
        assertThat(reasonOf(Altered.value(genuine(desk.agent), encapsulated, point)))
                .isEqualTo("not authentic");
    }

    @Test
    void saysThatAnEventWasReplayed() {
        ConsumerRecord<String, byte[]> record = genuine(desk.agent);
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        desk.feed(List.of(record));
        assertThat(desk.published()).hasSize(1);
        assertThat(reasonOf(record)).isEqualTo("replayed");
    }

    @Test
    void saysThatASessionWasUsedBefore() {
        CardInserted first = insertion(desk.agent);
        desk.feed(List.of(desk.agent.record(desk.nextOffset(), first)));
        desk.published();
        CardInserted second = insertion(desk.agent);
        byte[] value = new String(MessageJson.write(second), StandardCharsets.UTF_8)
                .replace(second.session().toString(), first.session().toString())
                .getBytes(StandardCharsets.UTF_8);
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        assertThat(reasonOf(desk.agent.record(desk.nextOffset(), MessageJson.read(value, CardInserted.class))))
                .isEqualTo("replayed");
    }

    @Test
    void passesOnNoMoreThanAnEventMayHave() {
        byte[] huge = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        String key = UUID.randomUUID().toString().repeat(1000);
        desk.feed(List.of(Altered.copy(genuine(desk.agent), key, huge)));
        ProducerRecord<String, byte[]> dead = desk.published().get(0);
        assertThat(dead.value()).hasSize(MessageJson.LARGEST);
        assertThat(dead.key()).hasSizeLessThanOrEqualTo(200);
    }
}
