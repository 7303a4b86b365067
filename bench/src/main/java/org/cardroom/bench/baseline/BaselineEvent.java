package org.cardroom.bench.baseline;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.codec.UuidGenerator;

/** One event and its replies in order. */
record BaselineEvent(
        int partition, long offset, String card, BenchHeader mark, UUID instruction, List<BaselineReply> replies) {
    static BaselineEvent from(ConsumerRecord<String, byte[]> event) {
        BenchHeader header = BenchHeader.from(event.headers());
        UUID instruction = UuidGenerator.next();
        List<BaselineReply> replies = BaselineReply.repliesTo(header, event.key(), instruction);
        return new BaselineEvent(event.partition(), event.offset(), event.key(), header, instruction, replies);
    }

    /** Returns the replies to these events in order. */
    static List<BaselineReply> replies(List<BaselineEvent> events) {
        return events.stream().flatMap(event -> event.replies().stream()).toList();
    }

    boolean isFirst() {
        return mark.stage() == 1;
    }

    boolean isLast() {
        return mark.stage() == 3;
    }
}
