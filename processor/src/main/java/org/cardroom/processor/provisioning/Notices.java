package org.cardroom.processor.provisioning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Notice;
import org.cardroom.events.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices beside the stream of events, which never waits for them: anybody can make up agents, and a topic that
 * does not exist takes seconds to find out. What does not fit is dropped; an agent that is really there sends more
 * events.
 */
final class Notices implements Consumer<Notice>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int MOST_WAITING = 256;

    private final Producer<String, byte[]> producer;
    private final Supplier<Set<String>> topics;
    private final Duration rest;
    private final BlockingQueue<Notice> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "notices");
    private Set<String> known = Set.of();

    /**
     * Notices that are sent from now on.
     *
     * @param topics asks the broker which topics there are; it may take its time
     * @param rest between two such questions
     */
    Notices(Producer<String, byte[]> producer, Supplier<Set<String>> topics, Duration rest) {
        this.producer = producer;
        this.topics = topics;
        this.rest = rest;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns at once. */
    @Override
    public void accept(Notice notice) {
        if (!waiting.offer(notice)) {
            LOG.debug("a notice is dropped: too many wait");
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Set<Notice> notices = new LinkedHashSet<>(List.of(waiting.take()));
                waiting.drainTo(notices);
                sendAny(notices);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without this thread no agent would be told anything any more, so it outlives whatever is thrown. */
    private void sendAny(Set<Notice> notices) throws InterruptedException {
        try {
            sendAll(notices);
        } catch (RuntimeException e) {
            LOG.warn("notices are not sent ({})", e.toString());
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        }
    }

    /** The broker is asked once for all that it is not known of. */
    private void sendAll(Set<Notice> notices) throws InterruptedException {
        List<Notice> unknown = new ArrayList<>();
        notices.stream().filter(notice -> !send(notice)).forEach(unknown::add);
        if (!unknown.isEmpty()) {
            known = ask();
            long dropped = unknown.stream().filter(notice -> !send(notice)).count();
            LOG.debug("{} notices are for agents without a topic", dropped);
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        }
    }

    /** Only to a topic that exists: a broker may make one of any name that it is asked for. */
    private boolean send(Notice notice) {
        String topic = Topics.instructions(notice.agent());
        if (!known.contains(topic)) {
            return false;
        }
        try {
            var unused =
                    producer.send(new ProducerRecord<>(topic, notice.event().toString(), Json.write(notice)));
        } catch (KafkaException e) {
            LOG.debug("a notice is not sent: {}", e.getMessage());
        }
        return true;
    }

    private Set<String> ask() {
        try {
            return topics.get();
        } catch (CannotRun e) {
            LOG.debug("the broker does not tell its topics: {}", e.getMessage());
            return Set.of();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
