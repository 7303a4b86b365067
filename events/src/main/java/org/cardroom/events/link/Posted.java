package org.cardroom.events.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event on its way. Not thread-safe. */
public final class Posted {
    private static final Logger LOG = LoggerFactory.getLogger(Posted.class);

    private final Broker broker;
    private final ProducerRecord<String, byte[]> message;
    private CompletableFuture<Void> sent;

    Posted(Broker broker, ProducerRecord<String, byte[]> message) {
        this.broker = broker;
        this.message = message;
        this.sent = broker.send(message);
    }

    /**
     * Waits until it is stored for good. One that the broker did not take is sent again as it is, under the same event
     * id, so that whoever reads both takes them for one.
     */
    public boolean arrivesWithin(Duration bound) {
        try {
            sent.get(bound.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.debug("an event is sent again: {}", e.getMessage());
            sent = broker.send(message);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
