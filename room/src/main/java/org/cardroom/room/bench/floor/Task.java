package org.cardroom.room.bench.floor;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.codec.UuidGenerator;

/** One event, and what stands for its replies, in their order. */
record Task(int partition, long offset, String card, Mark mark, UUID instruction, List<Reply> replies) {
    static Task of(ConsumerRecord<String, byte[]> event) {
        Mark mark = Mark.of(event.headers());
        UUID instruction = UuidGenerator.next();
        List<Reply> replies = Reply.all(mark, event.key(), instruction);
        return new Task(event.partition(), event.offset(), event.key(), mark, instruction, replies);
    }

    boolean isFirst() {
        return mark.stage() == 1;
    }

    boolean isLast() {
        return mark.stage() == 3;
    }
}
