package org.cardroom.processor.provisioning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.kafka.KafkaTopics;

/** Changes records at random, but the same for the same seed: bytes, and whole JSON values. */
final class Mutation {
    private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*\"|-?[0-9.]+|true|false|null)");
    private static final List<String> NASTY = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e1000000000",
            "-1e-1000000000",
            "99999999999999999999",
            "1.5",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"" + "9".repeat(9000) + "\"",
            "\"" + "00".repeat(32) + "\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "{}",
            "[".repeat(2000),
            "{\"said\":\"refused\",\"triesLeft\":-2147483648}");

    private final Random random;

    Mutation(long seed) {
        random = new Random(seed);
    }

    /** Some value of the record, its key or its MAC altered. */
    ConsumerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> record) {
        return switch (random.nextInt(8)) {
            case 0 -> Altered.key(record, text(record.key()));
            case 1 ->
                withMac(
                        record,
                        bytes(record.headers().lastHeader(KafkaTopics.MAC_HEADER).value()));
            default -> Altered.copy(record, record.key(), value(record.value()));
        };
    }

    /** Other bytes than these. */
    byte[] value(byte[] json) {
        return random.nextBoolean() ? bytes(json) : token(json);
    }

    private static ConsumerRecord<String, byte[]> withMac(ConsumerRecord<String, byte[]> record, byte[] mac) {
        ConsumerRecord<String, byte[]> copy = Altered.without(record, KafkaTopics.MAC_HEADER);
        copy.headers().add(KafkaTopics.MAC_HEADER, mac);
        return copy;
    }

    private String text(String text) {
        return new String(bytes(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private byte[] bytes(byte[] from) {
        byte[] changed = from.clone();
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(changed, random.nextInt(changed.length));
            case 1 -> Arrays.copyOf(changed, changed.length + 1 + random.nextInt(40));
            default -> {
                changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
                yield changed;
            }
        };
    }

    /** One of its values is another of its values, or a nasty one. */
    private byte[] token(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        List<MatchResult> values = VALUE.matcher(text).results().toList();
        List<String> candidates = new ArrayList<>(NASTY);
        values.forEach(value -> candidates.add(value.group()));
        MatchResult at = values.get(random.nextInt(values.size()));
        String other = candidates.get(random.nextInt(candidates.size()));
        String changed = text.substring(0, at.start()) + other + text.substring(at.end());
        return (changed.equals(text) ? text + " x" : changed).getBytes(StandardCharsets.UTF_8);
    }
}
