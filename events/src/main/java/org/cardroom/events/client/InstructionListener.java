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

/** The thread that reads instructions, until it is ended, whatever the broker does meanwhile. It closes its consumer. */
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

    /** Without this thread every card would wait in vain, so it outlives whatever is thrown. */
    private void listen() throws InterruptedException {
        try {
            for (ConsumerRecord<String, byte[]> instruction : consumer.poll(POLL)) {
                dispatch(instruction);
            }
        } catch (WakeupException e) {
            LOG.debug("woken up to end");
        } catch (RuntimeException e) {
            LOG.warn("instructions cannot be read ({})", e.toString());
            boolean ended = ending.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("reading on: {}", !ended, e);
        }
    }

    /** A record without a value is a tombstone, which nobody of ours writes. */
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
