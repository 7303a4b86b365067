package org.cardroom.processor.job;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll brought, and so the item of the step: at most 64 records, or none where it only shows that the step is
 * alive.
 *
 * @param assigned the partitions that are this processor's
 * @param newlyAssigned those of them that became it since the poll before
 */
public record PolledRecords(
        List<ConsumerRecord<String, byte[]>> records, Set<Integer> assigned, Set<Integer> newlyAssigned) {
    public PolledRecords {
        records = List.copyOf(records);
        assigned = Set.copyOf(assigned);
        newlyAssigned = Set.copyOf(newlyAssigned);
    }
}
