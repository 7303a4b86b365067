package org.cardroom.processor.publishing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.cardroom.events.command.EnvironmentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records to topics that may not exist on a thread of its own, because a producer blocks for seconds before it
 * reports a missing topic. Records for missing topics are dropped: a broker may create any topic that it is asked for.
 */
public final class DeferredSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeferredSender.class);
    private static final int QUEUE_CAPACITY = 256;

    private final Producer<String, byte[]> producer;
    private final Supplier<Set<String>> topics;
    private final Duration pause;
    private final BlockingQueue<DeferredRecord> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Thread thread = new Thread(this::run, "deferred-sender");
    private final Set<String> invalidated = ConcurrentHashMap.newKeySet();
    private volatile Set<String> knownTopics;

    /** A record to send; the producer calls the callback with the result, or {@code onDropped} runs if it is not sent. */
    record DeferredRecord(ProducerRecord<String, byte[]> record, Callback callback, Runnable onDropped) {}

    /**
     * Starts a sender.
     * @param knownTopics topics that are assumed to exist at first
     * @param topics lists the broker's topics; may block
     * @param pause between two listings
     */
    public DeferredSender(
            Producer<String, byte[]> producer, Set<String> knownTopics, Supplier<Set<String>> topics, Duration pause) {
        this.producer = producer;
        this.knownTopics = knownTopics;
        this.topics = topics;
        this.pause = pause;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the topic exists as far as is known, so that a producer does not block on it. */
    boolean isTopicKnown(String topic) {
        return knownTopics.contains(topic) && !invalidated.contains(topic);
    }

    /** Queues a record without blocking; drops it if the queue is full. */
    void enqueue(DeferredRecord deferred) {
        if (!queue.offer(deferred)) {
            deferred.onDropped.run();
            LOG.debug("deferred record dropped: the queue is full; topic={}", deferred.record.topic());
        }
    }

    /** Makes the sender list the topics again before it uses this one, which may have been deleted. */
    void invalidateTopic(String topic) {
        invalidated.add(topic);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<DeferredRecord> records = new ArrayList<>(List.of(queue.take()));
                queue.drainTo(records);
                sendAllSafely(records);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Survives any exception, because new agents get notices from this thread only. */
    private void sendAllSafely(List<DeferredRecord> records) throws InterruptedException {
        try {
            sendAll(records);
        } catch (RuntimeException e) {
            records.forEach(deferred -> deferred.onDropped.run());
            LOG.warn("deferred records not sent; count={}: {}", records.size(), e.toString());
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    /** Lists the topics at most once for all records of unknown topics. */
    private void sendAll(List<DeferredRecord> records) throws InterruptedException {
        List<DeferredRecord> unknown =
                records.stream().filter(deferred -> !trySend(deferred)).toList();
        if (!unknown.isEmpty()) {
            refreshTopics();
            List<DeferredRecord> undeliverable =
                    unknown.stream().filter(deferred -> !trySend(deferred)).toList();
            undeliverable.forEach(deferred -> deferred.onDropped.run());
            LOG.debug("deferred records dropped: their topics do not exist; count={}", undeliverable.size());
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    private boolean trySend(DeferredRecord deferred) {
        if (!isTopicKnown(deferred.record.topic())) {
            return false;
        }
        try {
            var unused = producer.send(deferred.record, deferred.callback);
        } catch (KafkaException e) {
            deferred.onDropped.run();
            LOG.debug("deferred record not sent; topic={}: {}", deferred.record.topic(), e.getMessage());
        }
        return true;
    }

    /** Keeps the known topics if the broker does not answer. */
    private void refreshTopics() {
        try {
            knownTopics = topics.get();
            invalidated.clear();
        } catch (EnvironmentException e) {
            LOG.debug("topics not listed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
