package org.cardroom.processor.job;

import java.util.List;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.stream.OutboxRepository.StoredOutboxEntry;
import org.cardroom.processor.application.ProvisioningService;
import org.cardroom.processor.publishing.OutboxPublisher;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Processes a poll in the chunk's transaction, so that decisions, outbox and offsets commit together or not at all. */
public record CardEventItemWriter(Database database, ProvisioningService service, OutboxPublisher publisher)
        implements ItemWriter<PolledRecords> {
    @Override
    public void write(Chunk<? extends PolledRecords> chunk) {
        for (PolledRecords poll : chunk) {
            publisher.relayUnpublished(poll.assigned(), poll.newlyAssigned());
            StatementBatch closing = new StatementBatch(database);
            publisher.deleteAcknowledged(closing);
            Supplier<List<StoredOutboxEntry>> entries =
                    poll.records().isEmpty() ? List::of : service.process(poll.records(), closing);
            closing.execute();
            publisher.publishAfterCommit(entries.get());
        }
    }
}
