package org.cardroom.processor.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.job.CardEventItemWriter;
import org.cardroom.processor.job.PolledRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent whose topic does not exist makes nobody else wait. */
class MissingTopicTest {
    private static final String LOST = "lost";

    private final ProcessorFixture processor = new ProcessorFixture();
    private final FakeAgent lost = processor.enrol(LOST, "north");
    private final Set<String> topics = ConcurrentHashMap.newKeySet();
    private final BlockingProducer producer = new BlockingProducer();
    private final DeferredSender deferred = processor.aside(producer, topics);
    private final CardEventItemWriter writer = processor.writer("p", Clock.systemUTC(), producer, deferred);

    /** As a producer of Kafka's does, it lets its caller wait for a topic that does not exist. */
    private final class BlockingProducer extends MockProducer<String, byte[]> {
        private final CountDownLatch released = new CountDownLatch(1);

        BlockingProducer() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            if (!topics.contains(record.topic())) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.send(record, callback);
        }
    }

    @BeforeEach
    void bothAsk() {
        topics.add(KafkaTopics.OUTCOMES);
        topics.add(KafkaTopics.instructionTopicName(processor.agent.name));
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
    }

    @AfterEach
    void close() {
        producer.released.countDown();
        processor.close();
    }

    private ConsumerRecord<String, byte[]> insertion(FakeAgent agent, int offset) {
        return agent.record(
                offset, agent.insert(CardKind.GIDS, new CardId("%032X".formatted(offset)), "0011223344556677"));
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(ProducerRecord::topic)
                .filter(topic -> !topic.equals(KafkaTopics.OUTCOMES))
                .toList();
    }

    private void feed() {
        List<ConsumerRecord<String, byte[]>> records = List.of(insertion(lost, 0), insertion(processor.agent, 1));
        processor.process(writer, new PolledRecords(records, Set.of(0), Set.of()));
    }

    @Test
    @Timeout(60)
    void answersTheOthers() {
        feed();
        assertThat(sent()).containsExactly(KafkaTopics.instructionTopicName(processor.agent.name));
        processor.processEmptyPoll(writer, Set.of());
        assertThat(new OutboxRepository(processor.store).size()).isOne();
    }

    @Test
    @Timeout(60)
    void answersItOnceItsTopicIsMade() {
        feed();
        topics.add(KafkaTopics.instructionTopicName(LOST));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            processor.processEmptyPoll(writer, Set.of(0));
            return sent().contains(KafkaTopics.instructionTopicName(LOST));
        });
    }

    @Test
    @Timeout(60)
    void sendsNoInstructionBeforeTheOutcomeThatARestoreNeeds() {
        topics.remove(KafkaTopics.OUTCOMES);
        deferred.invalidateTopic(KafkaTopics.OUTCOMES);
        feed();
        assertThat(producer.history()).isEmpty();
        topics.add(KafkaTopics.OUTCOMES);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            processor.processEmptyPoll(writer, Set.of(0));
            return !sent().isEmpty();
        });
        assertThat(producer.history().get(0).topic()).isEqualTo(KafkaTopics.OUTCOMES);
    }
}
