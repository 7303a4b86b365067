package org.cardroom.room.chaos;

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
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.room.demo.Hands;
import org.cardroom.room.demo.Workshop;
import org.cardroom.room.demo.Workshop.Ware;
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
class CardAuditTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Workshop workshop;
    private static Hands hands;
    private final Verdict verdict = new Verdict();
    private final Heard topics = new Heard();
    private static int seed;
    private Pile pile;
    private Piece piece;

    @BeforeAll
    static void open() {
        workshop = new Workshop(shared);
        hands = new Hands(workshop.enrolled("agent"), 1);
    }

    @AfterAll
    static void close() {
        hands.close();
        workshop.close();
    }

    @BeforeEach
    void issueOne() throws InterruptedException {
        workshop.nextBatch();
        workshop.order(Ware.GIDS, null);
        pile = Pile.of(new BatchRepository(workshop.store).waiting(workshop.batch), folder, seed++);
        piece = pile.take();
        hands.serve(VirtualCard.load(piece.file));
        piece.insertions = 1;
        workshop.awaitIssued(piece.id);
    }

    /** The next case's card must not take an open request of this one. */
    @AfterEach
    void cancel() {
        change("UPDATE request SET status = 17 WHERE status IN (3, 16, 18)");
    }

    private void audit() {
        new CardAudit(workshop.store, workshop.witness(), pile, topics, verdict).all(workshop.batch);
    }

    private void told() {
        Card row = new CardRepository(workshop.store).find(piece.id).orElseThrow();
        IssuanceEvent outcome = new IssuanceEvent.CardIssued(
                EventHeader.SCHEMA,
                row.request(),
                row.cardId(),
                row.kind(),
                1,
                1,
                Instant.now(),
                new AuditChain(workshop.store, "workshop", Clock.systemUTC()).head());
        topics.take(new ConsumerRecord<>(KafkaTopics.OUTCOMES, 0, 0, row.cardId().hex(), MessageJson.write(outcome)));
    }

    @Test
    void findsNothingWhereAllIsWell() {
        told();
        audit();
        assertThat(verdict.lines()).isEmpty();
        assertThat(verdict.lost() + verdict.doubled() + verdict.locked()).isZero();
    }

    @Test
    void findsAnotherPinThanTheLetters() throws IOException {
        told();
        String card = Files.readString(piece.file, StandardCharsets.UTF_8);
        Files.writeString(piece.file, card.replaceAll("(?m)^PIN=.*$", "PIN=" + "31".repeat(6)));
        audit();
        assertThat(verdict.lines()).singleElement().asString().contains("WRONG_PIN");
        assertThat(verdict.lost()).isOne();
    }

    @Test
    void findsAnotherKeyThanTheRows() throws IOException {
        told();
        String card = Files.readString(piece.file, StandardCharsets.UTF_8);
        Files.writeString(piece.file, card.replaceAll("(?m)^KEY=.*$", "KEY=" + "10".repeat(24)));
        audit();
        assertThat(verdict.lines()).singleElement().asString().contains("WRONG_KEY");
    }

    @Test
    void findsALockedCard() {
        told();
        VirtualCard card = VirtualCard.load(piece.file);
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
        assertThat(verdict.locked()).isOne();
    }

    @Test
    void findsABlockedPin() {
        told();
        VirtualCard card = VirtualCard.load(piece.file);
        card.transmit(HexFormat.of().parseHex("00A4040009A0000003974254465900"));
        for (int i = 0; i < 3; i++) {
            card.transmit(HexFormat.of().parseHex("002000800439393939"));
        }
        audit();
        assertThat(verdict.locked()).isOne();
    }

    @Test
    void findsARequestThatEndedNowhere() {
        told();
        workshop.order(Ware.GIDS, null);
        audit();
        assertThat(verdict.lost()).isOne();
        assertThat(verdict.lines()).singleElement().asString().contains("is APPROVED, with card null");
    }

    @Test
    void findsAnEndThatNobodyWasToldOf() {
        audit();
        assertThat(verdict.lost()).isOne();
        assertThat(verdict.lines()).singleElement().asString().contains("its outcomes are []");
    }

    @Test
    void findsACardThatIsNotTheRequests() throws IOException {
        told();
        Files.delete(piece.file);
        NewCard.gids().savedIn(piece.file).make();
        audit();
        assertThat(verdict.lost()).isOne();
        assertThat(verdict.lines()).anySatisfy(line -> assertThat(line).endsWith("ANOTHER_CARD"));
    }

    private void change(String sql, Object... parameters) {
        JdbcClient.create(workshop.store.dataSource())
                .sql(sql)
                .params(parameters)
                .update();
    }

    /** As a processor that found its tries spent would have left it. */
    private void failed() {
        Card row = new CardRepository(workshop.store).find(piece.id).orElseThrow();
        change("UPDATE request SET status = 9, reason = ? WHERE id = ?", RejectionReason.TRIES_SPENT.description(), row.request());
        IssuanceEvent outcome = new IssuanceEvent.CardFailed(
                EventHeader.SCHEMA,
                row.request(),
                row.cardId(),
                row.kind(),
                RejectionReason.TRIES_SPENT,
                1,
                1,
                Instant.now(),
                new AuditChain(workshop.store, "workshop", Clock.systemUTC()).head());
        topics.take(new ConsumerRecord<>(KafkaTopics.OUTCOMES, 0, 0, row.cardId().hex(), MessageJson.write(outcome)));
    }

    @Test
    void explainsTriesThatFaultsSpent() {
        failed();
        piece.hits = 2;
        audit();
        assertThat(verdict.lines()).isEmpty();
        assertThat(verdict.failed()).containsOnlyKeys(RejectionReason.TRIES_SPENT.description());
    }

    @Test
    void findsACardThatFailedWithoutNeed() {
        failed();
        piece.hits = 1;
        audit();
        assertThat(verdict.lines()).singleElement().asString().contains("failed without need");
    }

    @Test
    void findsAFailedCardWhoseKeyNobodyKnows() throws IOException {
        failed();
        piece.hits = 2;
        String card = Files.readString(piece.file, StandardCharsets.UTF_8);
        Files.writeString(piece.file, card.replaceAll("(?m)^KEY=.*$", "KEY=" + "10".repeat(24)));
        audit();
        assertThat(verdict.lines()).singleElement().asString().contains("takes neither");
    }

    @Test
    void findsACardWithTwoRequests() {
        told();
        UUID other = workshop.order(Ware.GIDS, null);
        change(
                "UPDATE request SET status = 8, card = (SELECT card FROM request WHERE id = ?) WHERE id = ?",
                new CardRepository(workshop.store).find(piece.id).orElseThrow().request(),
                other);
        audit();
        assertThat(verdict.lines()).singleElement().asString().contains("another request that ended");
    }

    @Test
    void findsABrokenAuditChain() {
        change("INSERT INTO audit (writer, number, at, subject, what, hash) VALUES ('processor-1', 7, '', '', '', '')");
        Closing.chains(workshop.store, verdict);
        change("DELETE FROM audit WHERE writer = 'processor-1'");
        assertThat(verdict.lines()).singleElement().asString().contains("the audit of processor-1 is broken at 1");
    }

    @Test
    void findsAKeyThatWasWrittenTooOften() {
        told();
        piece.insertions = 0;
        audit();
        assertThat(verdict.doubled()).isOne();
    }
}
