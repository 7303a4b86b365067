package org.cardroom.processor.batchclose;

import static org.cardroom.events.message.EventHeader.SCHEMA;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.OutboxRepository.OutboxEntry;
import org.cardroom.events.outcome.IssuanceEvent;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Closes a batch without pending lines: deletes its held PINs and publishes {@code BatchClosed}. */
record CloseBatchTasklet(Database database, UUID batch, Clock clock) implements Tasklet {
    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        BatchRepository batches = new BatchRepository(database);
        BatchRepository.BatchCounts count = batches.countLines(batch);
        if (count.pending() == 0 && batches.markClosed(batch)) {
            batches.deleteHeldPins(batch);
            IssuanceEvent closed = new IssuanceEvent.BatchClosed(
                    SCHEMA,
                    batch,
                    count.requested(),
                    count.issued(),
                    count.failed(),
                    count.rejected(),
                    clock.instant());
            List<OutboxEntry> entries = List.of(OutboxEntry.ofOutcome(OutboxRepository.DEFAULT_PARTITION, closed));
            OutboxRepository outbox = new OutboxRepository(database);
            StatementBatch.singleUpdate(database, statements -> outbox.append(entries, statements));
        }
        return RepeatStatus.FINISHED;
    }
}
