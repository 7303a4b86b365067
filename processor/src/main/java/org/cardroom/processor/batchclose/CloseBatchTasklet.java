package org.cardroom.processor.batchclose;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.outcome.IssuanceEvent;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Closes a batch without pending lines: deletes its held PINs and publishes {@code BatchClosed}. */
final class CloseBatchTasklet implements Tasklet {
    /** The owner of this partition publishes outbox entries that answer no event. */
    static final int OUTBOX_PARTITION = 0;

    private final Database database;
    private final BatchRepository batches;
    private final OutboxRepository outbox;
    private final UUID batch;
    private final Clock clock;

    CloseBatchTasklet(Database database, UUID batch, Clock clock) {
        this.database = database;
        this.batches = new BatchRepository(database);
        this.outbox = new OutboxRepository(database);
        this.batch = batch;
        this.clock = clock;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        BatchRepository.BatchCounts count = batches.countLines(batch);
        if (count.pending() == 0 && batches.markClosed(batch)) {
            batches.deleteHeldPins(batch);
            IssuanceEvent closed = new IssuanceEvent.BatchClosed(
                    EventHeader.SCHEMA,
                    batch,
                    count.requested(),
                    count.issued(),
                    count.failed(),
                    count.rejected(),
                    clock.instant());
            OutboxRepository.OutboxEntry entry = OutboxRepository.OutboxEntry.of(
                    OUTBOX_PARTITION, KafkaTopics.OUTCOMES, closed.recordKey(), MessageJson.write(closed), null);
            StatementBatch.singleUpdate(database, statements -> outbox.append(List.of(entry), statements));
        }
        return RepeatStatus.FINISHED;
    }
}
