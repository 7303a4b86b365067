package org.cardroom.processor.job;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The item of the step: the records of one poll, at most 64. An empty item keeps the step's progress and the outbox going.
 * @param assigned the partitions assigned to this processor
 * @param newlyAssigned those assigned since the previous poll
 */
public record PolledRecords(
        List<ConsumerRecord<String, byte[]>> records, Set<Integer> assigned, Set<Integer> newlyAssigned) {
    public PolledRecords {
        records = List.copyOf(records);
        assigned = Set.copyOf(assigned);
        newlyAssigned = Set.copyOf(newlyAssigned);
    }
}
