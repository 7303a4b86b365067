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
 * The card events since the backup. It is unknown which of them were answered, so all are skipped, and their ids are
 * stored so that a replay is refused.
 * @param nextOffsets the offset after the last event, by partition
 * @param count the number of events
 * @param ids the ids of events recent enough to be replayed
 */
record SkippedEvents(Map<Integer, Long> nextOffsets, long count, Set<UUID> ids) {
    /** No events. */
    static final SkippedEvents NONE = new SkippedEvents(Map.of(), 0, Set.of());

    /** Exceeds the time for which a channel is accepted. */
    private static final Duration REPLAY_WINDOW = Duration.ofDays(3);

    /** Reads the card events from these offsets, by partition, to the end of the topic. */
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

    /** Returns the event's id, by which a replay is detected. */
    private static Optional<UUID> id(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(record.value())
                    .map(value ->
                            MessageJson.read(value, CardEvent.class).origin().event());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
