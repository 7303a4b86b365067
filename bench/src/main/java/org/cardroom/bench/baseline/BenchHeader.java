package org.cardroom.bench.baseline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The data that the baseline needs of an event without parsing it: a header of every event of a benchmark.
 * @param stage 1: card inserted; 2: key written; 3: PIN set
 */
public record BenchHeader(int stage, String agent, UUID session, UUID event) {
    private static final String HEADER = "bench-mark";

    /** Adds it to the headers of an event. */
    public void addTo(Headers headers) {
        String text = String.join("|", List.of(Integer.toString(stage), agent, session.toString(), event.toString()));
        headers.add(HEADER, text.getBytes(StandardCharsets.US_ASCII));
    }

    static BenchHeader from(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            throw new IllegalStateException("the event has no header " + HEADER);
        }
        String[] parts = new String(header.value(), StandardCharsets.US_ASCII).split("\\|", 4);
        return new BenchHeader(
                Integer.parseInt(parts[0]), parts[1], UUID.fromString(parts[2]), UUID.fromString(parts[3]));
    }
}
