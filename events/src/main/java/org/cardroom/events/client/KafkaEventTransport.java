package org.cardroom.events.client;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transport over a Kafka broker. */
final class KafkaEventTransport implements EventTransport {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventTransport.class);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private @Nullable InstructionListener listener;

    private KafkaEventTransport(KafkaProducer<String, byte[]> producer, KafkaConsumer<String, byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    /**
     * Connects and seeks to the end of the agent's instructions. Missing topics are created; an agent without that right
     * needs them to exist.
     * @param reachable how long to wait for the broker
     * @throws EnvironmentException if the broker does not answer or denies access
     */
    static KafkaEventTransport connect(KafkaClients kafka, String agent, Duration reachable) {
        KafkaConsumer<String, byte[]> consumer = consumer(kafka, agent);
        try {
            seekToEnd(kafka, consumer, agent, reachable);
            return new KafkaEventTransport(kafka.createProducer(), consumer);
        } catch (KafkaException | OutOfMemoryError e) {
            consumer.close(CloseOptions.timeout(CLOSING));
            throw kafka.toException(e);
        } catch (EnvironmentException e) {
            consumer.close(CloseOptions.timeout(CLOSING));
            throw e;
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(KafkaClients kafka, String agent) {
        try {
            return kafka.createConsumer(settings(agent));
        } catch (KafkaException e) {
            throw kafka.toException(e);
        }
    }

    /** Fetches an instruction as soon as it is available, with small buffers. */
    private static Map<String, Object> settings(String agent) {
        return Map.ofEntries(
                entry(ConsumerConfig.CLIENT_ID_CONFIG, "cardroom-agent-" + agent),
                entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"),
                entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000),
                entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024),
                entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024),
                entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500));
    }

    private static void seekToEnd(
            KafkaClients kafka, KafkaConsumer<String, byte[]> consumer, String agent, Duration reachable) {
        String topic = KafkaTopics.instructionTopicName(agent);
        if (consumer.partitionsFor(KafkaTopics.CARD_EVENTS, reachable).isEmpty()) {
            kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        }
        if (consumer.partitionsFor(topic, reachable).isEmpty()) {
            kafka.createTopicsIfMissing(List.of(KafkaTopics.newInstructionTopic(agent)));
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        LOG.debug("instructions are read from offset {}", consumer.position(partition, reachable));
    }

    /** The callback reports everything that Kafka's future would. */
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public CompletableFuture<Void> send(ProducerRecord<String, byte[]> event) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        try {
            producer.send(event, (place, failure) -> complete(stored, failure));
        } catch (KafkaException | IllegalStateException e) {
            stored.completeExceptionally(e);
        }
        return stored;
    }

    /** Kafka passes null if nothing failed. */
    private static void complete(CompletableFuture<Void> stored, @Nullable Exception failure) {
        if (failure == null) {
            stored.complete(null);
        } else {
            stored.completeExceptionally(failure);
        }
    }

    @Override
    public void startListening(Consumer<byte[]> each) {
        InstructionListener started = new InstructionListener(consumer, each);
        listener = started;
        started.start();
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.stop(CLOSING);
        }
        producer.close(CLOSING);
    }
}
