package org.cardroom.events.link;

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
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;

/** Puts the processors of a test behind a real broker; they see what comes from now on. */
public final class KafkaProcessors implements AutoCloseable {
    private final Kafka kafka;
    private final Processors processors;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "processors");

    /** Begins, and is ready when it returns. */
    public KafkaProcessors(Kafka kafka, Processors processors) {
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
        try (KafkaProducer<String, byte[]> producer = kafka.producer();
                KafkaConsumer<String, byte[]> consumer = kafka.consumer(Map.of())) {
            List<TopicPartition> all = IntStream.range(0, Topics.CARD_EVENT_PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.CARD_EVENTS, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            processors.listen(value -> {
                var unused = producer.send(new ProducerRecord<>(Topics.instructions("agent-1"), "session", value));
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
