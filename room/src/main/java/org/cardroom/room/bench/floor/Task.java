package org.cardroom.room.bench.floor;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.message.Ids;
import org.cardroom.events.topic.Topics;

/** One event and what stands for its reply: of the length and shape of a real one. */
record Task(int partition, long offset, String card, Mark mark, UUID instruction) {
    /** As long as a sealed key and answer. */
    private static final String BODY = "A".repeat(88);

    private static final String CHANNEL = "0".repeat(64);
    private static final String CHALLENGE = "0".repeat(16);
    private static final String HASH = "0".repeat(64);

    static Task of(ConsumerRecord<String, byte[]> event) {
        Mark mark = Mark.of(event.headers());
        return new Task(event.partition(), event.offset(), event.key(), mark, Ids.next());
    }

    boolean isFirst() {
        return mark.stage() == 1;
    }

    boolean isLast() {
        return mark.stage() == 3;
    }

    String topic() {
        return isLast() ? Topics.OUTCOMES : Topics.instructions(mark.agent());
    }

    String recordKey() {
        return isLast() ? card : mark.session().toString();
    }

    byte[] reply() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    String text() {
        return isLast() ? outcome() : sealed();
    }

    private String sealed() {
        return "{\"envelope\":{\"schema\":1,\"instruction\":\"" + instruction + "\",\"agent\":\"" + mark.agent()
                + "\",\"channel\":\"" + CHANNEL + "\",\"event\":\"" + mark.event() + "\",\"session\":\""
                + mark.session() + "\",\"card\":\"" + card + "\",\"step\":\"" + (isFirst() ? "PUT_KEY" : "SET_PIN")
                + "\",\"challenge\":\"" + CHALLENGE + "\",\"lifetimeMillis\":4000},\"body\":\"" + BODY + "\"}";
    }

    private String outcome() {
        return "{\"type\":\"CardIssued\",\"schema\":1,\"request\":\"" + mark.session() + "\",\"card\":\"" + card
                + "\",\"kind\":\"GIDS\",\"keyVersion\":1,\"keyIssuance\":1,\"at\":\"2026-01-01T00:00:00.000000Z\","
                + "\"audit\":{\"writer\":\"floor\",\"number\":100000,\"hash\":\"" + HASH + "\"}}";
    }
}
