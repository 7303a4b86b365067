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
public final class CardEventItemWriter implements ItemWriter<PolledRecords> {
    private final Database database;
    private final ProvisioningService provisioningService;
    private final OutboxPublisher publisher;

    public CardEventItemWriter(Database database, ProvisioningService provisioningService, OutboxPublisher publisher) {
        this.database = database;
        this.provisioningService = provisioningService;
        this.publisher = publisher;
    }

    @Override
    public void write(Chunk<? extends PolledRecords> chunk) {
        for (PolledRecords poll : chunk) {
            publisher.relayUnpublished(poll.assigned(), poll.newlyAssigned());
            StatementBatch closing = new StatementBatch(database);
            publisher.deleteAcknowledged(closing);
            Supplier<List<StoredOutboxEntry>> entries =
                    poll.records().isEmpty() ? List::of : provisioningService.process(poll.records(), closing);
            closing.execute();
            publisher.publishAfterCommit(entries.get());
        }
    }
}
