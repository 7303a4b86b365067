package org.cardroom.events.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Carries records to the processors and instructions back. It understands neither. */
interface EventTransport extends AutoCloseable {
    /**
     * Sends a record, after all that were sent before with the same key. Safe from any thread.
     *
     * @return completed once it is stored for good; exceptionally if it may not be
     */
    CompletableFuture<Void> send(ProducerRecord<String, byte[]> event);

    /** Begins to hand on what arrives from now on, on one thread. To be called once. */
    void startListening(Consumer<byte[]> each);

    /** Ends both in a bounded time. */
    @Override
    void close();
}
