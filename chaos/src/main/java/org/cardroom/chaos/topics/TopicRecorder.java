package org.cardroom.chaos.topics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.events.card.CardId;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes all topics from their beginning into {@link TopicObservations}, and can publish recent card events again.
 * Thread-safe.
 */
public final class TopicRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicRecorder.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration API_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_RECENT = 2_000;
    private static final int REPUBLISHED_COUNT = 4;

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final TopicObservations observations;
    private final Thread thread = new Thread(this::run, "topic-recorder");
    private final Deque<ConsumerRecord<String, byte[]>> recent = new ArrayDeque<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private volatile boolean closed;
    private volatile boolean complete;

    private TopicRecorder(KafkaClients kafka, List<String> agents, TopicObservations observations) {
        this.observations = observations;
        consumer = kafka.createConsumer(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        producer = kafka.createProducer();
        for (int i = 0; i < KafkaTopics.CARD_EVENT_PARTITIONS; i++) {
            partitions.add(new TopicPartition(KafkaTopics.CARD_EVENTS, i));
        }
        partitions.add(new TopicPartition(KafkaTopics.OUTCOMES, 0));
        partitions.add(new TopicPartition(KafkaTopics.DEAD_LETTERS, 0));
        agents.forEach(agent -> partitions.add(new TopicPartition(KafkaTopics.instructionTopicName(agent), 0)));
    }

    /** Starts to consume; the topics must exist. */
    public static TopicRecorder start(KafkaClients kafka, List<String> agents, TopicObservations observations) {
        TopicRecorder recorder = new TopicRecorder(kafka, agents, observations);
        recorder.thread.setDaemon(true);
        recorder.thread.start();
        return recorder;
    }

    private void run() {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!closed) {
            try {
                consumer.poll(POLL_TIMEOUT).forEach(this::take);
            } catch (KafkaException e) {
                LOG.debug("broker not reachable", e);
            }
        }
        complete = catchUp();
        consumer.close();
    }

    /** Reads to the current end of the topics; returns false if it is not reached in time. */
    private boolean catchUp() {
        long until = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
        Map<TopicPartition, Long> ends = Map.of();
        while (System.nanoTime() < until) {
            try {
                ends = ends.isEmpty() ? consumer.endOffsets(partitions, API_TIMEOUT) : ends;
                if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    return true;
                }
                consumer.poll(POLL_TIMEOUT).forEach(this::take);
            } catch (KafkaException e) {
                LOG.debug("broker not reachable", e);
            }
        }
        return false;
    }

    /** Whether the topics were read to their end; valid after {@link #close}. */
    public boolean isComplete() {
        return complete;
    }

    private void take(ConsumerRecord<String, byte[]> one) {
        if (one.topic().equals(KafkaTopics.CARD_EVENTS)) {
            synchronized (this) {
                recent.addLast(one);
                if (recent.size() > MAX_RECENT) {
                    recent.removeFirst();
                }
            }
        }
        observations.add(one);
    }

    /** Publishes the recent events of a card again, in another order; returns false without events. */
    public boolean republish(CardId card, long seed) {
        List<ConsumerRecord<String, byte[]>> ofCard;
        synchronized (this) {
            ofCard = recent.stream().filter(one -> card.hex().equals(one.key())).toList();
        }
        return republish(ofCard, seed);
    }

    /** Publishes some recent events of any cards again, in another order; returns false without events. */
    public boolean republishAny(long seed) {
        List<ConsumerRecord<String, byte[]>> some;
        synchronized (this) {
            some = new ArrayList<>(recent);
        }
        Collections.shuffle(some, new Random(seed));
        return republish(some.subList(0, Math.min(REPUBLISHED_COUNT, some.size())), seed);
    }

    private boolean republish(List<ConsumerRecord<String, byte[]>> events, long seed) {
        List<ConsumerRecord<String, byte[]>> order = new ArrayList<>(events);
        Collections.shuffle(order, new Random(seed));
        for (ConsumerRecord<String, byte[]> event : order) {
            observations.markRepeated(event);
            ProducerRecord<String, byte[]> again =
                    new ProducerRecord<>(event.topic(), event.partition(), event.key(), event.value(), event.headers());
            sender.execute(() -> send(again));
        }
        return !order.isEmpty();
    }

    /** Runs in its own thread, since it blocks while the broker is unreachable. */
    private void send(ProducerRecord<String, byte[]> again) {
        try {
            var unused = producer.send(again, (place, failure) -> LOG.debug("repeated at {}", place, failure));
        } catch (KafkaException e) {
            LOG.debug("not repeated", e);
        }
    }

    /** Stops after the current end of the topics is reached, or after a timeout. */
    @Override
    public void close() {
        sender.shutdownNow();
        closed = true;
        producer.close(Duration.ofSeconds(5));
        try {
            thread.join(TimeUnit.SECONDS.toMillis(90));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
