package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Whatever fails or is repeated, an event is decided once, and what was decided is published. */
class ExactlyOnceTest {
    private static final String[] TABLES = {
        "card", "card_history", "request", "letter", "consumed_offset", "outbox", "audit", "seen"
    };
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");

    private final Desk desk = new Desk();
    private final MockProducer<String, byte[]> slow =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private List<ConsumerRecord<String, byte[]>> records;

    @BeforeEach
    void oneCard() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        records = List.of(desk.agent.record(0, desk.agent.insert(CardKind.GIDS, CARD, "0011223344556677")));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static Poll poll(List<ConsumerRecord<String, byte[]>> records) {
        return new Poll(records, Set.of(0), Set.of());
    }

    private int left() {
        return new OutboxRepository(desk.store).size();
    }

    private EventWriter slowly(Clock clock) {
        return desk.writer("slow", clock, slow);
    }

    @Test
    void writesNothingForAPollThatComesAgain() {
        desk.feed(records);
        desk.beat(desk.writer, Set.of());
        assertThat(desk.published()).hasSize(1);
        List<String> before = desk.rows(TABLES);
        desk.feed(records);
        assertThat(desk.published()).isEmpty();
        assertThat(desk.rows(TABLES)).isEqualTo(before);
    }

    @Test
    void writesNothingForAProcessorThatLostItsPartition() {
        EventWriter zombie = desk.writer("zombie");
        desk.feed(records);
        desk.beat(desk.writer, Set.of());
        desk.published();
        List<String> before = desk.rows(TABLES);
        desk.feed(zombie, poll(records));
        assertThat(desk.published()).isEmpty();
        assertThat(desk.rows(TABLES)).isEqualTo(before);
    }

    @Test
    void takesOnlyWhatIsNewOfAPollThatOverlaps() {
        desk.feed(records);
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        CardId other = new CardId("F".repeat(32));
        desk.published();
        desk.feed(List.of(
                records.get(0), desk.agent.record(1, desk.agent.insert(CardKind.GIDS, other, "0011223344556677"))));
        assertThat(desk.published()).hasSize(1);
        assertThat(desk.card(CARD).instructionCount()).isEqualTo(1);
    }

    @Test
    void publishesNothingThatWasNotCommitted() {
        List<String> before = desk.rows(TABLES);
        desk.sql("CREATE FUNCTION fail() RETURNS trigger AS $$ BEGIN RAISE 'no commit'; END $$ LANGUAGE plpgsql");
        desk.sql("CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION fail()");
        assertThatThrownBy(() -> desk.feed(records))
                .isInstanceOfAny(DataAccessException.class, TransactionException.class);
        assertThat(desk.published()).isEmpty();
        assertThat(desk.rows(TABLES)).isEqualTo(before);
        desk.sql("DROP TRIGGER fail ON outbox");
        desk.feed(records);
        assertThat(desk.published()).hasSize(1);
    }

    @Test
    void answersOnceAfterItsConnectionWasCut() {
        desk.sql("CREATE FUNCTION cut() RETURNS trigger AS $$ BEGIN"
                + " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$ LANGUAGE plpgsql");
        desk.sql("CREATE TRIGGER cut BEFORE UPDATE ON consumed_offset FOR EACH ROW EXECUTE FUNCTION cut()");
        assertThatThrownBy(() -> desk.feed(records))
                .isInstanceOfAny(DataAccessException.class, TransactionException.class);
        assertThat(desk.published()).isEmpty();
        assertThat(desk.rows("card", "outbox", "seen")).isEmpty();
        desk.sql("DROP TRIGGER cut ON consumed_offset");
        desk.feed(records);
        assertThat(desk.published()).hasSize(1);
    }

    @Test
    void emptiesTheOutboxOnceTheBrokerHasIt() {
        desk.feed(records);
        assertThat(left()).isEqualTo(2);
        desk.beat(desk.writer, Set.of());
        assertThat(left()).isZero();
    }

    @Test
    void leavesToTheNextOwnerWhatWasNotPublished() {
        desk.feed(slowly(Clock.systemUTC()), poll(records));
        desk.beat(desk.writer("next"), Set.of(0));
        List<ProducerRecord<String, byte[]>> relayed = desk.published();
        assertThat(relayed).hasSize(1);
        assertThat(relayed.get(0).value()).isEqualTo(slow.history().get(1).value());
        assertThat(relayed.get(0).key()).isEqualTo(slow.history().get(1).key());
    }

    @Test
    void leavesAloneWhatIsOfPartitionsThatOthersHave() {
        desk.feed(slowly(Clock.systemUTC()), poll(records));
        desk.feed(desk.writer("elsewhere"), new Poll(List.of(), Set.of(7), Set.of(7)));
        assertThat(desk.published()).isEmpty();
        assertThat(left()).isEqualTo(2);
    }

    @Test
    void sendsAgainWhatTheBrokerDidNotTake() {
        Later clock = new Later();
        EventWriter writer = slowly(clock);
        desk.feed(writer, poll(records));
        slow.errorNext(new TimeoutException("of a test"));
        desk.beat(writer, Set.of());
        assertThat(slow.history()).hasSize(2);
        clock.now = clock.now.plusSeconds(3);
        desk.beat(writer, Set.of());
        await().until(() -> slow.history().size() == 3);
        slow.completeNext();
        slow.completeNext();
        desk.beat(writer, Set.of());
        assertThat(left()).isZero();
    }

    @Test
    void sendsAgainWhatTheProducerCouldNotEvenTake() {
        Later clock = new Later();
        EventWriter writer = slowly(clock);
        slow.sendException = new TimeoutException("of a test");
        desk.feed(writer, poll(records));
        assertThat(slow.history()).isEmpty();
        slow.sendException = null;
        clock.now = clock.now.plusSeconds(3);
        desk.beat(writer, Set.of());
        assertThat(slow.history()).hasSize(2);
    }

    @Test
    void waitsForAnUnknownTopicOnceAPollAndNotOnceARecord() {
        AtomicInteger waits = new AtomicInteger();
        Producer<String, byte[]> away =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<String, byte[]> record, Callback callback) {
                        waits.incrementAndGet();
                        callback.onCompletion(null, new TimeoutException("of a test"));
                        return CompletableFuture.failedFuture(new TimeoutException("of a test"));
                    }
                };
        CardId other = new CardId("F".repeat(32));
        desk.feed(
                desk.writer("away", Clock.systemUTC(), away),
                poll(List.of(
                        records.get(0),
                        desk.agent.record(1, desk.agent.insert(CardKind.GIDS, other, "0011223344556677")))));
        assertThat(left()).isEqualTo(3);
        assertThat(waits).as("for outcomes; no instruction goes before them").hasValue(1);
    }

    @Test
    void leavesToTheProducerWhatItStillTries() {
        Later clock = new Later();
        EventWriter writer = slowly(clock);
        desk.feed(writer, poll(records));
        clock.now = clock.now.plusSeconds(3);
        desk.beat(writer, Set.of());
        assertThat(slow.history()).hasSize(2);
    }

    /** A clock that is put forward by hand. */
    private static final class Later extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
