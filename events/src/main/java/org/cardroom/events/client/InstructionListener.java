package org.cardroom.events.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poll loop that reads instructions until it is stopped, and survives broker failures. It closes its consumer. */
final class InstructionListener {
    private static final Logger LOG = LoggerFactory.getLogger(InstructionListener.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<byte[]> handler;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "instructions");

    InstructionListener(KafkaConsumer<String, byte[]> consumer, Consumer<byte[]> each) {
        this.consumer = consumer;
        this.handler = each;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (ending.getCount() > 0) {
                listen();
            }
            consumer.close(CloseOptions.timeout(POLL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Catches everything: without this thread every card would time out. */
    private void listen() throws InterruptedException {
        try {
            for (ConsumerRecord<String, byte[]> instruction : consumer.poll(POLL)) {
                dispatch(instruction);
            }
        } catch (WakeupException e) {
            LOG.debug("woken up to stop");
        } catch (RuntimeException e) {
            LOG.warn("instructions cannot be read, will retry; error={}", e.toString());
            boolean ended = ending.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("reading continues: {}", !ended, e);
        }
    }

    /** Skips tombstones, which Cardroom does not write. */
    private void dispatch(ConsumerRecord<String, byte[]> instruction) {
        if (instruction.value() != null) {
            handler.accept(instruction.value());
        }
    }

    void stop(Duration bound) {
        ending.countDown();
        consumer.wakeup();
        try {
            thread.join(bound.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
