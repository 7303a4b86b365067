package org.cardroom.processor.provisioning;

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
final class Aside implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);
    private static final int MOST_WAITING = 256;

    private final Producer<String, byte[]> producer;
    private final Supplier<Set<String>> topics;
    private final Duration rest;
    private final BlockingQueue<Posting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "aside");
    private final Set<String> doubted = ConcurrentHashMap.newKeySet();
    private volatile Set<String> known;

    /**
     * A record to send.
     *
     * @param acknowledging what the producer calls once it knows
     * @param dropped called instead, where it is not sent
     */
    record Posting(ProducerRecord<String, byte[]> record, Callback acknowledging, Runnable dropped) {}

    /**
     * One that sends from now on.
     *
     * @param known the topics that are known at first
     * @param topics asks the broker which topics there are; it may take its time
     * @param rest between two such questions
     */
    Aside(Producer<String, byte[]> producer, Set<String> known, Supplier<Set<String>> topics, Duration rest) {
        this.producer = producer;
        this.known = known;
        this.topics = topics;
        this.rest = rest;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether there is a topic of this name, as far as is known: a producer that is given it does not wait. */
    boolean knows(String topic) {
        return known.contains(topic) && !doubted.contains(topic);
    }

    /** Returns at once; what does not fit is dropped. */
    void send(Posting posting) {
        if (!waiting.offer(posting)) {
            posting.dropped.run();
            LOG.debug("a record is dropped: too many wait");
        }
    }

    /** There may be no such topic any more: the broker is asked before it is used again. */
    void doubt(String topic) {
        doubted.add(topic);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Posting> postings = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(postings);
                sendAny(postings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without this thread no agent that is new would be told anything, so it outlives whatever is thrown. */
    private void sendAny(List<Posting> postings) throws InterruptedException {
        try {
            sendAll(postings);
        } catch (RuntimeException e) {
            postings.forEach(posting -> posting.dropped.run());
            LOG.warn("what was put aside is not sent ({})", e.toString());
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        }
    }

    /** The broker is asked once for all that it is not known of. */
    private void sendAll(List<Posting> postings) throws InterruptedException {
        List<Posting> unknown =
                postings.stream().filter(posting -> !wasSent(posting)).toList();
        if (!unknown.isEmpty()) {
            ask();
            List<Posting> homeless =
                    unknown.stream().filter(posting -> !wasSent(posting)).toList();
            homeless.forEach(posting -> posting.dropped.run());
            LOG.debug("{} records are for topics that do not exist", homeless.size());
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        }
    }

    private boolean wasSent(Posting posting) {
        if (!knows(posting.record.topic())) {
            return false;
        }
        try {
            var unused = producer.send(posting.record, posting.acknowledging);
        } catch (KafkaException e) {
            posting.dropped.run();
            LOG.debug("a record is not sent: {}", e.getMessage());
        }
        return true;
    }

    /** Where it does not tell, what was known stays so. */
    private void ask() {
        try {
            known = topics.get();
            doubted.clear();
        } catch (EnvironmentException e) {
            LOG.debug("the broker does not tell its topics: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
