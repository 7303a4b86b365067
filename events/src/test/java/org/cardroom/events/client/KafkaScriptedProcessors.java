package org.cardroom.events.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;

/** Puts the processors of a test behind a real broker; they see what comes from now on. */
public final class KafkaScriptedProcessors implements AutoCloseable {
    private final KafkaClients kafka;
    private final ScriptedProcessors processors;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "processors");

    /** Begins, and is ready when it returns. */
    public KafkaScriptedProcessors(KafkaClients kafka, ScriptedProcessors processors) {
        this.kafka = kafka;
        this.processors = processors;
        thread.start();
        try {
            ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        try (KafkaProducer<String, byte[]> producer = kafka.createProducer();
                KafkaConsumer<String, byte[]> consumer = kafka.createConsumer(Map.of())) {
            List<TopicPartition> all = IntStream.range(0, KafkaTopics.CARD_EVENT_PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(KafkaTopics.CARD_EVENTS, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            processors.startListening(value -> {
                var unused = producer.send(
                        new ProducerRecord<>(KafkaTopics.instructionTopicName("agent-1"), "session", value));
            });
            ready.countDown();
            while (ending.getCount() > 0) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::hand);
            }
        }
    }

    private void hand(ConsumerRecord<String, byte[]> event) {
        var unused =
                processors.send(new ProducerRecord<>(event.topic(), null, event.key(), event.value(), event.headers()));
    }

    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
