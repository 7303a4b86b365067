package org.cardroom.processor.provisioning;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records as somebody between agent and processor could make them of a genuine one. */
final class Altered {
    private Altered() {}

    static ConsumerRecord<String, byte[]> copy(
            ConsumerRecord<String, byte[]> record, @Nullable String key, byte @Nullable [] value) {
        return at(record, record.offset(), key, value);
    }

    static ConsumerRecord<String, byte[]> value(ConsumerRecord<String, byte[]> record, String from, String to) {
        String text = new String(record.value(), StandardCharsets.UTF_8);
        if (!text.contains(from)) {
            throw new AssertionError("there is no " + from + " in " + text);
        }
        return copy(record, record.key(), text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    static ConsumerRecord<String, byte[]> key(ConsumerRecord<String, byte[]> record, String key) {
        return copy(record, key, record.value());
    }

    static ConsumerRecord<String, byte[]> without(ConsumerRecord<String, byte[]> record, String header) {
        ConsumerRecord<String, byte[]> copy = copy(record, record.key(), record.value());
        copy.headers().remove(header);
        return copy;
    }

    static ConsumerRecord<String, byte[]> replayed(ConsumerRecord<String, byte[]> record, long offset) {
        return at(record, offset, record.key(), record.value());
    }

    private static ConsumerRecord<String, byte[]> at(
            ConsumerRecord<String, byte[]> record, long offset, @Nullable String key, byte @Nullable [] value) {
        ConsumerRecord<String, byte[]> copy =
                new ConsumerRecord<>(record.topic(), record.partition(), offset, key, value);
        for (Header header : record.headers()) {
            copy.headers().add(header);
        }
        return copy;
    }
}
