package org.cardroom.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.chaos.operator.CardQueue;
import org.cardroom.chaos.operator.TrackedCard;
import org.cardroom.chaos.topics.TopicObservations;
import org.cardroom.db.StatusLiterals;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.demo.issuance.IssuanceFixture;
import org.cardroom.demo.issuance.IssuanceFixture.CardType;
import org.cardroom.demo.issuance.OperatorFixture;
import org.cardroom.domain.card.Card;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An audit that cannot fail would be worth nothing: one card was issued, and then something is made wrong. */
@Tag("long")
class CardConsistencyCheckTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static IssuanceFixture fixture;
    private static OperatorFixture operator;
    private final AuditFindings findings = new AuditFindings();
    private final TopicObservations observations = new TopicObservations();
    private static int seed;
    private CardQueue queue;
    private TrackedCard tracked;

    @BeforeAll
    static void open() {
        fixture = new IssuanceFixture(shared);
        operator = new OperatorFixture(fixture.enrolAgent("agent"), 1);
    }

    @AfterAll
    static void close() {
        operator.close();
        fixture.close();
    }

    @BeforeEach
    void issueOne() throws InterruptedException {
        fixture.nextBatch();
        fixture.createRequest(CardType.GIDS, null);
        queue = CardQueue.create(new BatchRepository(fixture.store).findOpenRequests(fixture.batch), folder, seed++);
        tracked = queue.takeNext();
        operator.serve(VirtualCard.load(tracked.file));
        tracked.insertions = 1;
        fixture.awaitIssued(tracked.id);
    }

    /** The next case's card must not take an open request of this one. */
    @AfterEach
    void cancel() {
        change(StatusLiterals.expand(
                "UPDATE request SET status = {CANCELED}" + " WHERE status IN ({APPROVED}, {PENDING}, {EXECUTING})"));
    }

    private void audit() {
        new CardConsistencyCheck(fixture.store, fixture.witness(), queue, observations, findings)
                .checkBatch(fixture.batch);
    }

    private void told() {
        Card row = new CardRepository(fixture.store).find(tracked.id).orElseThrow();
        IssuanceEvent outcome = new IssuanceEvent.CardIssued(
                EventHeader.SCHEMA,
                row.request(),
                row.cardId(),
                row.kind(),
                1,
                1,
                Instant.now(),
                new AuditChain(fixture.store, "workshop", Clock.systemUTC()).head());
        observations.add(
                new ConsumerRecord<>(KafkaTopics.OUTCOMES, 0, 0, row.cardId().hex(), MessageJson.write(outcome)));
    }

    @Test
    void findsNothingWhereAllIsWell() {
        told();
        audit();
        assertThat(findings.lines()).isEmpty();
        assertThat(findings.lost() + findings.doubled() + findings.locked()).isZero();
    }

    @Test
    void findsAnotherPinThanTheLetters() throws IOException {
        told();
        String card = Files.readString(tracked.file, StandardCharsets.UTF_8);
        Files.writeString(tracked.file, card.replaceAll("(?m)^PIN=.*$", "PIN=" + "31".repeat(6)));
        audit();
        assertThat(findings.lines()).singleElement().asString().contains("WRONG_PIN");
        assertThat(findings.lost()).isOne();
    }

    @Test
    void findsAnotherKeyThanTheRows() throws IOException {
        told();
        String card = Files.readString(tracked.file, StandardCharsets.UTF_8);
        Files.writeString(tracked.file, card.replaceAll("(?m)^KEY=.*$", "KEY=" + "10".repeat(24)));
        audit();
        assertThat(findings.lines()).singleElement().asString().contains("WRONG_KEY");
    }

    @Test
    void findsALockedCard() {
        told();
        VirtualCard card = VirtualCard.load(tracked.file);
        for (int i = 0; i < 3; i++) {
            for (String wrong : new String[] {
                "00A4040009A0000003974254465900",
                "0022C1A403830180",
                "00870000047C02810000",
                "008700000C7C0A8208" + "00".repeat(8)
            }) {
                card.transmit(HexFormat.of().parseHex(wrong));
            }
        }
        audit();
        assertThat(findings.locked()).isOne();
    }

    @Test
    void findsABlockedPin() {
        told();
        VirtualCard card = VirtualCard.load(tracked.file);
        card.transmit(HexFormat.of().parseHex("00A4040009A0000003974254465900"));
        for (int i = 0; i < 3; i++) {
            card.transmit(HexFormat.of().parseHex("002000800439393939"));
        }
        audit();
        assertThat(findings.locked()).isOne();
    }

    @Test
    void findsARequestThatEndedNowhere() {
        told();
        fixture.createRequest(CardType.GIDS, null);
        audit();
        assertThat(findings.lost()).isOne();
        assertThat(findings.lines()).singleElement().asString().contains("is APPROVED, with card null");
    }

    @Test
    void findsAnEndThatNobodyWasToldOf() {
        audit();
        assertThat(findings.lost()).isOne();
        assertThat(findings.lines()).singleElement().asString().contains("its outcomes are []");
    }

    @Test
    void findsACardThatIsNotTheRequests() throws IOException {
        told();
        Files.delete(tracked.file);
        VirtualCardBuilder.gids().withFile(tracked.file).build();
        audit();
        assertThat(findings.lost()).isOne();
        assertThat(findings.lines()).anySatisfy(line -> assertThat(line).endsWith("ANOTHER_CARD"));
    }

    private void change(String sql, Object... parameters) {
        JdbcClient.create(fixture.store.dataSource())
                .sql(sql)
                .params(parameters)
                .update();
    }

    /** As a processor that found its tries spent would have left it. */
    private void failed() {
        Card row = new CardRepository(fixture.store).find(tracked.id).orElseThrow();
        change(
                StatusLiterals.expand("UPDATE request SET status = {FAILED}, reason = ? WHERE id = ?"),
                RejectionReason.TRIES_SPENT.description(),
                row.request());
        IssuanceEvent outcome = new IssuanceEvent.CardFailed(
                EventHeader.SCHEMA,
                row.request(),
                row.cardId(),
                row.kind(),
                RejectionReason.TRIES_SPENT,
                1,
                1,
                Instant.now(),
                new AuditChain(fixture.store, "workshop", Clock.systemUTC()).head());
        observations.add(
                new ConsumerRecord<>(KafkaTopics.OUTCOMES, 0, 0, row.cardId().hex(), MessageJson.write(outcome)));
    }

    @Test
    void explainsTriesThatFaultsSpent() {
        failed();
        tracked.hitCount = 2;
        audit();
        assertThat(findings.lines()).isEmpty();
        assertThat(findings.failed()).containsOnlyKeys(RejectionReason.TRIES_SPENT.description());
    }

    @Test
    void findsACardThatFailedWithoutNeed() {
        failed();
        tracked.hitCount = 1;
        audit();
        assertThat(findings.lines()).singleElement().asString().contains("failed without cause");
    }

    @Test
    void findsAFailedCardWhoseKeyNobodyKnows() throws IOException {
        failed();
        tracked.hitCount = 2;
        String card = Files.readString(tracked.file, StandardCharsets.UTF_8);
        Files.writeString(tracked.file, card.replaceAll("(?m)^KEY=.*$", "KEY=" + "10".repeat(24)));
        audit();
        assertThat(findings.lines()).singleElement().asString().contains("accepts neither");
    }

    @Test
    void findsACardWithTwoRequests() {
        told();
        UUID other = fixture.createRequest(CardType.GIDS, null);
        change(
                StatusLiterals.expand("UPDATE request SET status = {COMPLETED},"
                        + " card = (SELECT card FROM request WHERE id = ?) WHERE id = ?"),
                new CardRepository(fixture.store).find(tracked.id).orElseThrow().request(),
                other);
        audit();
        assertThat(findings.lines()).singleElement().asString().contains("another request that ended");
    }

    @Test
    void findsABrokenAuditChain() {
        change(
                "INSERT INTO audit (writer, number, at, subject, description, hash) VALUES ('processor-1', 7, '', '', '', '')");
        CardConsistencyCheck.checkAuditChains(fixture.store, findings);
        change("DELETE FROM audit WHERE writer = 'processor-1'");
        assertThat(findings.lines()).singleElement().asString().contains("the audit of processor-1 is broken at 1");
    }

    @Test
    void findsAKeyThatWasWrittenTooOften() {
        told();
        tracked.insertions = 0;
        audit();
        assertThat(findings.doubled()).isOne();
    }
}
