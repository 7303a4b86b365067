package org.cardroom.processor.provisioning;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;

/** An agent's way to the broker, without readers. */
final class Wire implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final FakeAgent agent;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final List<SealedInstruction> arrived = new ArrayList<>();

    Wire(KafkaClients kafka, FakeAgent agent) {
        this.agent = agent;
        kafka.createTopicsIfMissing(List.of(KafkaTopics.newInstructionTopic(agent.name)));
        producer = kafka.createProducer();
        consumer = kafka.createConsumer(Map.of("auto.offset.reset", "earliest"));
        TopicPartition mine = new TopicPartition(KafkaTopics.instructionTopicName(agent.name), 0);
        consumer.assign(List.of(mine));
        consumer.seekToBeginning(List.of(mine));
    }

    void send(CardEvent event) {
        ConsumerRecord<String, byte[]> record = agent.record(0, event);
        var unused = producer.send(
                new ProducerRecord<>(record.topic(), null, null, record.key(), record.value(), record.headers()));
        producer.flush();
    }

    /** The first instruction that answers this event. */
    SealedInstruction told(CardEvent event) {
        send(event);
        return answer(event);
    }

    SealedInstruction answer(CardEvent event) {
        await().atMost(BOUND).until(() -> poll().stream().anyMatch(told -> answers(told, event)));
        return arrived.stream().filter(told -> answers(told, event)).findFirst().orElseThrow();
    }

    /** All that arrived so far. */
    List<SealedInstruction> poll() {
        consumer.poll(Duration.ofMillis(100))
                .forEach(record -> instruction(record.value()).ifPresent(arrived::add));
        return arrived;
    }

    /** A notice is none. */
    private static Optional<SealedInstruction> instruction(byte[] value) {
        try {
            return Optional.of(MessageJson.read(value, SealedInstruction.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean answers(SealedInstruction told, CardEvent event) {
        UUID id = event.origin().event();
        return told.envelope().event().equals(id);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
