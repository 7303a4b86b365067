package org.cardroom.events.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records to the processors and receives instructions, without interpreting them. */
interface EventTransport extends AutoCloseable {
    /**
     * Sends a record in order with the earlier ones of the same key. Safe from any thread.
     * @return completed when the broker acknowledged it; exceptionally if that is uncertain
     */
    CompletableFuture<Void> send(ProducerRecord<String, byte[]> event);

    /** Starts one thread that passes on each instruction from now on. Call it once. */
    void startListening(Consumer<byte[]> each);

    /** Stops both within a bounded time. */
    @Override
    void close();
}
