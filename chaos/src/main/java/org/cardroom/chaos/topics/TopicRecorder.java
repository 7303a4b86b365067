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
 * Reads along what the parts say to each other, remembers the last of it, and can say that again. It reads from the
 * beginning, so that nothing is missed. Thread-safe.
 */
public final class TopicRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicRecorder.class);
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final int REMEMBERED = 2_000;
    private static final int SOME = 4;

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final TopicObservations observations;
    private final Thread thread = new Thread(this::run, "tail");
    private final Deque<ConsumerRecord<String, byte[]>> last = new ArrayDeque<>();
    private final ExecutorService mouth = Executors.newSingleThreadExecutor();
    private volatile boolean over;
    private volatile boolean complete;

    private TopicRecorder(KafkaClients kafka, List<String> agents, TopicObservations observations) {
        this.observations = observations;
        consumer = kafka.createConsumer(Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "tail", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        producer = kafka.createProducer();
        for (int i = 0; i < KafkaTopics.CARD_EVENT_PARTITIONS; i++) {
            partitions.add(new TopicPartition(KafkaTopics.CARD_EVENTS, i));
        }
        partitions.add(new TopicPartition(KafkaTopics.OUTCOMES, 0));
        partitions.add(new TopicPartition(KafkaTopics.DEAD_LETTERS, 0));
        agents.forEach(agent -> partitions.add(new TopicPartition(KafkaTopics.instructionTopicName(agent), 0)));
    }

    /** Reads along from now on; the topics are there. */
    public static TopicRecorder start(KafkaClients kafka, List<String> agents, TopicObservations observations) {
        TopicRecorder recorder = new TopicRecorder(kafka, agents, observations);
        recorder.thread.setDaemon(true);
        recorder.thread.start();
        return recorder;
    }

    private void run() {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!over) {
            try {
                consumer.poll(SLICE).forEach(this::take);
            } catch (KafkaException e) {
                LOG.debug("the broker is away", e);
            }
        }
        complete = catchUp();
        consumer.close();
    }

    /** Up to where the topics end now; false where that is not reached in time. */
    private boolean catchUp() {
        long until = System.nanoTime() + CATCHING_UP.toNanos();
        Map<TopicPartition, Long> ends = Map.of();
        while (System.nanoTime() < until) {
            try {
                ends = ends.isEmpty() ? consumer.endOffsets(partitions, ASKING) : ends;
                if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    return true;
                }
                consumer.poll(SLICE).forEach(this::take);
            } catch (KafkaException e) {
                LOG.debug("the broker is away", e);
            }
        }
        return false;
    }

    /** Whether all that was said has been read, once this is closed. */
    public boolean isComplete() {
        return complete;
    }

    private void take(ConsumerRecord<String, byte[]> one) {
        if (one.topic().equals(KafkaTopics.CARD_EVENTS)) {
            remember(one);
        }
        observations.add(one);
    }

    private synchronized void remember(ConsumerRecord<String, byte[]> one) {
        last.addLast(one);
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    /** Says again, in another order, what was said of this card; false where nothing was. */
    public boolean republish(CardId card, long seed) {
        return republish(of(card), seed);
    }

    /** The same with some of the last events, of whatever card. */
    public boolean republishAny(long seed) {
        List<ConsumerRecord<String, byte[]>> some;
        synchronized (this) {
            some = new ArrayList<>(last);
        }
        Collections.shuffle(some, new Random(seed));
        return republish(some.subList(0, Math.min(SOME, some.size())), seed);
    }

    private synchronized List<ConsumerRecord<String, byte[]>> of(CardId card) {
        return last.stream().filter(one -> card.hex().equals(one.key())).toList();
    }

    private boolean republish(List<ConsumerRecord<String, byte[]>> events, long seed) {
        List<ConsumerRecord<String, byte[]>> order = new ArrayList<>(events);
        Collections.shuffle(order, new Random(seed));
        for (ConsumerRecord<String, byte[]> event : order) {
            observations.markRepeated(event);
            ProducerRecord<String, byte[]> again =
                    new ProducerRecord<>(event.topic(), event.partition(), event.key(), event.value(), event.headers());
            mouth.execute(() -> say(again));
        }
        return !order.isEmpty();
    }

    /** It may wait for a broker that is away. */
    private void say(ProducerRecord<String, byte[]> again) {
        try {
            var unused = producer.send(again, (place, failure) -> LOG.debug("repeated at {}", place, failure));
        } catch (KafkaException e) {
            LOG.debug("not repeated", e);
        }
    }

    /** Reads to the end, and no further. */
    @Override
    public void close() {
        mouth.shutdownNow();
        over = true;
        producer.close(Duration.ofSeconds(5));
        try {
            thread.join(TimeUnit.SECONDS.toMillis(90));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
