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
 * Sends records beside the stream of events, which never waits for them: a producer takes seconds to find out that a
 * topic does not exist, and nobody else would get anything meanwhile. A record goes only to a topic that exists, because
 * a broker may make one of any name that it is asked for.
 */
public final class DeferredSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeferredSender.class);
    private static final int QUEUE_CAPACITY = 256;

    private final Producer<String, byte[]> producer;
    private final Supplier<Set<String>> topicLookup;
    private final Duration pause;
    private final BlockingQueue<DeferredRecord> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Thread thread = new Thread(this::run, "aside");
    private final Set<String> invalidated = ConcurrentHashMap.newKeySet();
    private volatile Set<String> knownTopics;

    /**
     * A record to send.
     *
     * @param callback what the producer calls once it knows
     * @param onDropped called instead, where it is not sent
     */
    record DeferredRecord(ProducerRecord<String, byte[]> record, Callback callback, Runnable onDropped) {}

    /**
     * One that sends from now on.
     *
     * @param known the topics that are known at first
     * @param topics asks the broker which topics there are; it may take its time
     * @param rest between two such questions
     */
    public DeferredSender(
            Producer<String, byte[]> producer, Set<String> known, Supplier<Set<String>> topics, Duration rest) {
        this.producer = producer;
        this.knownTopics = known;
        this.topicLookup = topics;
        this.pause = rest;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether there is a topic of this name, as far as is known: a producer that is given it does not wait. */
    boolean isTopicKnown(String topic) {
        return knownTopics.contains(topic) && !invalidated.contains(topic);
    }

    /** Returns at once; what does not fit is dropped. */
    void enqueue(DeferredRecord deferred) {
        if (!queue.offer(deferred)) {
            deferred.onDropped.run();
            LOG.debug("a record is dropped: too many wait");
        }
    }

    /** There may be no such topic any more: the broker is asked before it is used again. */
    void invalidateTopic(String topic) {
        invalidated.add(topic);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<DeferredRecord> postings = new ArrayList<>(List.of(queue.take()));
                queue.drainTo(postings);
                sendAllSafely(postings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without this thread no agent that is new would be told anything, so it outlives whatever is thrown. */
    private void sendAllSafely(List<DeferredRecord> postings) throws InterruptedException {
        try {
            sendAll(postings);
        } catch (RuntimeException e) {
            postings.forEach(deferred -> deferred.onDropped.run());
            LOG.warn("what was put aside is not sent ({})", e.toString());
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    /** The broker is asked once for all that it is not known of. */
    private void sendAll(List<DeferredRecord> postings) throws InterruptedException {
        List<DeferredRecord> unknown =
                postings.stream().filter(deferred -> !trySend(deferred)).toList();
        if (!unknown.isEmpty()) {
            refreshTopics();
            List<DeferredRecord> homeless =
                    unknown.stream().filter(deferred -> !trySend(deferred)).toList();
            homeless.forEach(deferred -> deferred.onDropped.run());
            LOG.debug("{} records are for topics that do not exist", homeless.size());
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
            LOG.debug("a record is not sent: {}", e.getMessage());
        }
        return true;
    }

    /** Where it does not tell, what was known stays so. */
    private void refreshTopics() {
        try {
            knownTopics = topicLookup.get();
            invalidated.clear();
        } catch (EnvironmentException e) {
            LOG.debug("the broker does not tell its topics: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
