package org.cardroom.events.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event that is being published. Not thread-safe. */
public final class EventPublication {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublication.class);

    private final EventTransport transport;
    private final ProducerRecord<String, byte[]> message;
    private CompletableFuture<Void> sent;

    EventPublication(EventTransport transport, ProducerRecord<String, byte[]> message) {
        this.transport = transport;
        this.message = message;
        this.sent = transport.send(message);
    }

    /**
     * Waits until the broker acknowledges the event. If the broker rejected it, it is sent again with the same event id,
     * so that a reader recognises a duplicate.
     * @return whether it was acknowledged within the bound
     */
    public boolean awaitAckOrResend(Duration bound) {
        try {
            sent.get(bound.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.debug("event not acknowledged, sent again: {}", e.getMessage());
            sent = transport.send(message);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
