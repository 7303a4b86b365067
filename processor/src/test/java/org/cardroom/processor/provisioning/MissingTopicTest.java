package org.cardroom.processor.provisioning;

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
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.kafka.KafkaTopics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent whose topic does not exist makes nobody else wait. */
class MissingTopicTest {
    private static final String LOST = "lost";

    private final Desk desk = new Desk();
    private final FakeAgent lost = desk.enrolled(LOST, "north");
    private final Set<String> topics = ConcurrentHashMap.newKeySet();
    private final Waiting producer = new Waiting();
    private final Aside aside = desk.aside(producer, topics);
    private final EventWriter writer = desk.writer("p", Clock.systemUTC(), producer, aside);

    /** As a producer of Kafka's does, it lets its caller wait for a topic that does not exist. */
    private final class Waiting extends MockProducer<String, byte[]> {
        private final CountDownLatch released = new CountDownLatch(1);

        Waiting() {
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
        topics.add(KafkaTopics.instructionTopicName(desk.agent.name));
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
    }

    @AfterEach
    void close() {
        producer.released.countDown();
        desk.close();
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
        List<ConsumerRecord<String, byte[]>> records = List.of(insertion(lost, 0), insertion(desk.agent, 1));
        desk.feed(writer, new Poll(records, Set.of(0), Set.of()));
    }

    @Test
    @Timeout(60)
    void answersTheOthers() {
        feed();
        assertThat(sent()).containsExactly(KafkaTopics.instructionTopicName(desk.agent.name));
        desk.beat(writer, Set.of());
        assertThat(new OutboxRepository(desk.store).size()).isOne();
    }

    @Test
    @Timeout(60)
    void answersItOnceItsTopicIsMade() {
        feed();
        topics.add(KafkaTopics.instructionTopicName(LOST));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            desk.beat(writer, Set.of(0));
            return sent().contains(KafkaTopics.instructionTopicName(LOST));
        });
    }

    @Test
    @Timeout(60)
    void sendsNoInstructionBeforeTheOutcomeThatARestoreNeeds() {
        topics.remove(KafkaTopics.OUTCOMES);
        aside.doubt(KafkaTopics.OUTCOMES);
        feed();
        assertThat(producer.history()).isEmpty();
        topics.add(KafkaTopics.OUTCOMES);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            desk.beat(writer, Set.of(0));
            return !sent().isEmpty();
        });
        assertThat(producer.history().get(0).topic()).isEqualTo(KafkaTopics.OUTCOMES);
    }
}
