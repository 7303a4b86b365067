package org.cardroom.processor.application;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.stream.OutboxRepository.OutboxEntry;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.authentication.AuthenticatedRecord.DeadLetter;
import org.jspecify.annotations.Nullable;

/** Creates the outbox entries of records that were not accepted, limited so that outbox and broker accept any record. */
final class DeadLetterFactory {
    private static final int MAX_TEXT_LENGTH = 200;

    private DeadLetterFactory() {}

    /** The record as it was received, cut to the size of the largest event. */
    static OutboxEntry create(DeadLetter letter) {
        ConsumerRecord<String, byte[]> record = letter.record();
        byte[] value = record.value();
        byte[] kept = value == null || value.length <= MessageJson.LARGEST
                ? value
                : Arrays.copyOf(value, MessageJson.LARGEST);
        String key = sanitized(record.key());
        return OutboxEntry.of(record.partition(), KafkaTopics.DEAD_LETTERS, key, kept, sanitized(letter.reason()));
    }

    /** PostgreSQL rejects zero characters in texts. */
    private static @Nullable String sanitized(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= MAX_TEXT_LENGTH ? clean : clean.substring(0, MAX_TEXT_LENGTH);
    }
}
