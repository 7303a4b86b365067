package org.cardroom.processor.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.HeapUsage;
import org.cardroom.processor.fixture.KafkaAgentClient;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.RecordMutator;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bad records to a running processor, good ones between them. How many is the system property
 * {@code cardroom.running-mutations}.
 */
@Timeout(1800)
@Tag("long")
class RunningProcessorFuzzTest {
    private static final int COUNT = Integer.getInteger("cardroom.running-mutations", 10_000);
    private static final int GOOD_EVERY = 100;
    private static final long SEED = 20_261_123;
    private static final long MOST_GROWTH = 32L * 1024 * 1024;
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();
    private final KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
    private final FakeAgent agent = processor.enrol("agent-" + UUID.randomUUID(), "north");
    private final RecordMutator mutator = new RecordMutator(SEED);
    private final Set<UUID> asked = new HashSet<>();
    private KafkaAgentClient wire;
    private Producer<String, byte[]> producer;
    private Consumer<String, byte[]> dead;
    private long reasons;

    @BeforeEach
    void connect() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        wire = new KafkaAgentClient(kafka, agent);
        producer = kafka.createProducer();
        dead = kafka.createConsumer(Map.of());
        List<TopicPartition> partitions = partitions(KafkaTopics.DEAD_LETTERS);
        dead.assign(partitions);
        dead.seekToEnd(partitions);
        partitions.forEach(dead::position);
        passOverWhatOthersSent();
    }

    private List<TopicPartition> partitions(String topic) {
        return dead.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
    }

    private void passOverWhatOthersSent() {
        Map<Integer, Long> ends = new HashMap<>();
        dead.endOffsets(partitions(KafkaTopics.CARD_EVENTS)).forEach((p, end) -> ends.put(p.partition(), end));
        new ConsumerOffsetRepository(processor.store, KafkaTopics.CARD_EVENTS).reset(ends);
    }

    @AfterEach
    void close() {
        dead.close();
        producer.close();
        wire.close();
        processor.close();
    }

    private void send(ConsumerRecord<String, byte[]> record) {
        var unused = producer.send(
                new ProducerRecord<>(record.topic(), null, null, record.key(), record.value(), record.headers()));
    }

    /** A card that nobody has a request for: it is answered all the same. */
    private ConsumerRecord<String, byte[]> good() {
        CardId card = new CardId(UUID.randomUUID().toString().replace("-", ""));
        CardEvent event = agent.insert(CardKind.GIDS, card, CHALLENGE);
        asked.add(event.origin().event());
        return agent.record(0, event);
    }

    /** Altered ones; now and then what was sent before, once more. */
    private void send(int count) {
        List<ConsumerRecord<String, byte[]>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % GOOD_EVERY == 0) {
                sent.add(good());
                send(sent.get(sent.size() - 1));
            }
            ConsumerRecord<String, byte[]> last = sent.get(sent.size() - 1);
            send(i % 10 == 9 ? last : mutator.mutate(last));
        }
        producer.flush();
    }

    private boolean allAreDead(int count) {
        for (ConsumerRecord<String, byte[]> letter : dead.poll(Duration.ofMillis(100))) {
            byte[] reason =
                    letter.headers().lastHeader(KafkaTopics.REASON_HEADER).value();
            assertThat(reason.length).isPositive();
            reasons++;
        }
        return reasons >= count;
    }

    private void goesThrough(int from, int to) {
        send(to - from);
        await().atMost(Duration.ofMinutes(20)).until(() -> allAreDead(to));
    }

    private Set<UUID> answered() {
        Set<UUID> answered = new HashSet<>();
        for (SealedInstruction told : wire.poll()) {
            answered.add(told.envelope().event());
        }
        return answered;
    }

    @Test
    void answersTheGoodAndLaysAsideTheBad() {
        try (ProvisioningWorker worker =
                ProvisioningWorker.start("p", processor.store, kafka, processor.keys, () -> {})) {
            goesThrough(0, COUNT / 5);
            long early = HeapUsage.usedBytes();
            goesThrough(COUNT / 5, COUNT);
            assertThat(HeapUsage.usedBytes() - early)
                    .as("growth of the used heap, bytes")
                    .isLessThan(MOST_GROWTH);
            await().atMost(Duration.ofSeconds(60)).until(() -> answered().containsAll(asked));
            assertThat(worker).isNotNull();
        }
        assertThat(reasons).isEqualTo(COUNT);
        assertThat(processor.column("SELECT status FROM batch_job_execution")).containsExactly("STOPPED");
    }
}
