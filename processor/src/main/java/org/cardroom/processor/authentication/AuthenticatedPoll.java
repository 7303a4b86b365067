package org.cardroom.processor.authentication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.DeadLetter;

/**
 * The result of stage 1.
 * @param accepted events to decide, in order, without replays and without events that nothing waits for
 * @param deadLetters records that were not accepted, with replays
 * @param nextOffsets by partition, after all records that were not consumed before
 */
public record AuthenticatedPoll(
        List<AcceptedEvent> accepted, List<DeadLetter> deadLetters, Map<Integer, Long> nextOffsets) {
    /** Drops records below the stored next offsets, then replays, then stale events. Both lists have the same order. */
    public static AuthenticatedPoll of(
            List<ConsumerRecord<String, byte[]>> records,
            List<AuthenticatedRecord> authenticated,
            Map<Integer, Long> storedOffsets,
            ReplayFilter replays) {
        List<AcceptedEvent> accepted = new ArrayList<>();
        List<DeadLetter> deadLetters = new ArrayList<>();
        Map<Integer, Long> nextOffsets = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> record = records.get(i);
            if (record.offset() < storedOffsets.getOrDefault(record.partition(), 0L)) {
                continue;
            }
            nextOffsets.merge(record.partition(), record.offset() + 1, Math::max);
            AuthenticatedRecord result = authenticated.get(i);
            if (result instanceof AcceptedEvent event && replays.consumeIfUnseen(event.event())) {
                accepted.add(event);
            } else {
                deadLetters.add(result instanceof DeadLetter letter ? letter : new DeadLetter(record, "replayed"));
            }
        }
        return new AuthenticatedPoll(StaleEventFilter.filter(accepted), deadLetters, nextOffsets);
    }
}
