package org.cardroom.bench.baseline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the floor has to know of an event without reading it. It travels in a header of every event of a bench, whoever
 * consumes it.
 *
 * @param stage 1: the card was put in; 2: its key was put; 3: it is done
 */
public record BenchHeader(int stage, String agent, UUID session, UUID event) {
    private static final String HEADER = "bench-mark";

    /** Puts it on an event. */
    public void addTo(Headers headers) {
        String text = String.join("|", List.of(Integer.toString(stage), agent, session.toString(), event.toString()));
        headers.add(HEADER, text.getBytes(StandardCharsets.US_ASCII));
    }

    static BenchHeader from(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            throw new IllegalStateException("an event of a bench has a mark");
        }
        String[] parts = new String(header.value(), StandardCharsets.US_ASCII).split("\\|", 4);
        return new BenchHeader(
                Integer.parseInt(parts[0]), parts[1], UUID.fromString(parts[2]), UUID.fromString(parts[3]));
    }
}
