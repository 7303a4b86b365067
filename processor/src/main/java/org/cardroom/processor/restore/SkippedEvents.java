package org.cardroom.processor.restore;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.processor.staleness.TopicSnapshot;

/**
 * The card events since the backup. Nobody can tell any more which of them were answered, and so none is: they are passed
 * over, and remembered, so that none comes again.
 *
 * @param nextOffsets the offset after the last one, by partition
 * @param count how many there are
 * @param ids of those that could still pass for fresh
 */
record SkippedEvents(Map<Integer, Long> nextOffsets, long count, Set<UUID> ids) {
    /** None were passed over. */
    static final SkippedEvents NONE = new SkippedEvents(Map.of(), 0, Set.of());

    /** Longer than an event's channel is accepted. */
    private static final Duration REPLAY_WINDOW = Duration.ofDays(3);

    /**
     * Reads them.
     *
     * @param stored how far the database says that each partition was consumed
     * @throws org.cardroom.events.command.EnvironmentException if the broker does not answer
     */
    static SkippedEvents readSince(Map<Integer, Long> stored, KafkaClients kafka, Clock clock) {
        long oldest = clock.instant().minus(REPLAY_WINDOW).toEpochMilli();
        AtomicLong count = new AtomicLong();
        Set<UUID> ids = new HashSet<>();
        TopicSnapshot snapshot = TopicSnapshot.read(kafka, KafkaTopics.CARD_EVENTS, stored, record -> {
            count.incrementAndGet();
            if (record.timestamp() >= oldest) {
                id(record).ifPresent(ids::add);
            }
        });
        return new SkippedEvents(snapshot.nextOffsets(), count.get(), ids);
    }

    /** By which the event would be known as a replay. */
    private static Optional<UUID> id(ConsumerRecord<String, byte[]> record) {
        try {
            byte[] value = record.value();
            return value == null
                    ? Optional.empty()
                    : Optional.of(
                            MessageJson.read(value, CardEvent.class).origin().event());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
