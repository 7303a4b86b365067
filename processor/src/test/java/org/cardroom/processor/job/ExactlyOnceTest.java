package org.cardroom.processor.job;

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
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Whatever fails or is repeated, an event is decided once, and what was decided is published. */
class ExactlyOnceTest {
    private static final String[] TABLES = {
        "card", "card_history", "request", "pin_letter", "consumed_offset", "outbox", "audit", "processed_event"
    };
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");

    private final ProcessorFixture processor = new ProcessorFixture();
    private final MockProducer<String, byte[]> slow =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private List<ConsumerRecord<String, byte[]>> records;

    @BeforeEach
    void oneCard() {
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        records = List.of(processor.agent.record(0, processor.agent.insert(CardKind.GIDS, CARD, "0011223344556677")));
    }

    @AfterEach
    void close() {
        processor.close();
    }

    private static PolledRecords poll(List<ConsumerRecord<String, byte[]>> records) {
        return new PolledRecords(records, Set.of(0), Set.of());
    }

    private int left() {
        return new OutboxRepository(processor.store).size();
    }

    private CardEventItemWriter slowly(Clock clock) {
        return processor.writer("slow", clock, slow);
    }

    @Test
    void writesNothingForAPollThatComesAgain() {
        processor.process(records);
        processor.processEmptyPoll(processor.writer, Set.of());
        assertThat(processor.newlyPublished()).hasSize(1);
        List<String> before = processor.rows(TABLES);
        processor.process(records);
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(processor.rows(TABLES)).isEqualTo(before);
    }

    @Test
    void writesNothingForAProcessorThatLostItsPartition() {
        CardEventItemWriter zombie = processor.writer("zombie");
        processor.process(records);
        processor.processEmptyPoll(processor.writer, Set.of());
        processor.newlyPublished();
        List<String> before = processor.rows(TABLES);
        processor.process(zombie, poll(records));
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(processor.rows(TABLES)).isEqualTo(before);
    }

    @Test
    void takesOnlyWhatIsNewOfAPollThatOverlaps() {
        processor.process(records);
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        CardId other = new CardId("F".repeat(32));
        processor.newlyPublished();
        processor.process(List.of(
                records.get(0),
                processor.agent.record(1, processor.agent.insert(CardKind.GIDS, other, "0011223344556677"))));
        assertThat(processor.newlyPublished()).hasSize(1);
        assertThat(processor.card(CARD).instructionCount()).isEqualTo(1);
    }

    @Test
    void publishesNothingThatWasNotCommitted() {
        List<String> before = processor.rows(TABLES);
        processor.sql("CREATE FUNCTION fail() RETURNS trigger AS $$ BEGIN RAISE 'no commit'; END $$ LANGUAGE plpgsql");
        processor.sql("CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION fail()");
        assertThatThrownBy(() -> processor.process(records))
                .isInstanceOfAny(DataAccessException.class, TransactionException.class);
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(processor.rows(TABLES)).isEqualTo(before);
        processor.sql("DROP TRIGGER fail ON outbox");
        processor.process(records);
        assertThat(processor.newlyPublished()).hasSize(1);
    }

    @Test
    void answersOnceAfterItsConnectionWasCut() {
        processor.sql("CREATE FUNCTION cut() RETURNS trigger AS $$ BEGIN"
                + " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$ LANGUAGE plpgsql");
        processor.sql("CREATE TRIGGER cut BEFORE UPDATE ON consumed_offset FOR EACH ROW EXECUTE FUNCTION cut()");
        assertThatThrownBy(() -> processor.process(records))
                .isInstanceOfAny(DataAccessException.class, TransactionException.class);
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(processor.rows("card", "outbox", "processed_event")).isEmpty();
        processor.sql("DROP TRIGGER cut ON consumed_offset");
        processor.process(records);
        assertThat(processor.newlyPublished()).hasSize(1);
    }

    @Test
    void emptiesTheOutboxOnceTheBrokerHasIt() {
        processor.process(records);
        assertThat(left()).isEqualTo(2);
        processor.processEmptyPoll(processor.writer, Set.of());
        assertThat(left()).isZero();
    }

    @Test
    void leavesToTheNextOwnerWhatWasNotPublished() {
        processor.process(slowly(Clock.systemUTC()), poll(records));
        processor.processEmptyPoll(processor.writer("next"), Set.of(0));
        List<ProducerRecord<String, byte[]>> relayed = processor.newlyPublished();
        assertThat(relayed).hasSize(1);
        assertThat(relayed.get(0).value()).isEqualTo(slow.history().get(1).value());
        assertThat(relayed.get(0).key()).isEqualTo(slow.history().get(1).key());
    }

    @Test
    void leavesAloneWhatIsOfPartitionsThatOthersHave() {
        processor.process(slowly(Clock.systemUTC()), poll(records));
        processor.process(processor.writer("elsewhere"), new PolledRecords(List.of(), Set.of(7), Set.of(7)));
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(left()).isEqualTo(2);
    }

    @Test
    void sendsAgainWhatTheBrokerDidNotTake() {
        Later clock = new Later();
        CardEventItemWriter writer = slowly(clock);
        processor.process(writer, poll(records));
        slow.errorNext(new TimeoutException("of a test"));
        processor.processEmptyPoll(writer, Set.of());
        assertThat(slow.history()).hasSize(2);
        clock.now = clock.now.plusSeconds(3);
        processor.processEmptyPoll(writer, Set.of());
        await().until(() -> slow.history().size() == 3);
        slow.completeNext();
        slow.completeNext();
        processor.processEmptyPoll(writer, Set.of());
        assertThat(left()).isZero();
    }

    @Test
    void sendsAgainWhatTheProducerCouldNotEvenTake() {
        Later clock = new Later();
        CardEventItemWriter writer = slowly(clock);
        slow.sendException = new TimeoutException("of a test");
        processor.process(writer, poll(records));
        assertThat(slow.history()).isEmpty();
        slow.sendException = null;
        clock.now = clock.now.plusSeconds(3);
        processor.processEmptyPoll(writer, Set.of());
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
        processor.process(
                processor.writer("away", Clock.systemUTC(), away),
                poll(List.of(
                        records.get(0),
                        processor.agent.record(1, processor.agent.insert(CardKind.GIDS, other, "0011223344556677")))));
        assertThat(left()).isEqualTo(3);
        assertThat(waits).as("for outcomes; no instruction goes before them").hasValue(1);
    }

    @Test
    void leavesToTheProducerWhatItStillTries() {
        Later clock = new Later();
        CardEventItemWriter writer = slowly(clock);
        processor.process(writer, poll(records));
        clock.now = clock.now.plusSeconds(3);
        processor.processEmptyPoll(writer, Set.of());
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
