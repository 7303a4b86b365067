package org.cardroom.processor.closing;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.topic.Topics;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Closes a batch that has nothing pending: deletes the PINs that were held for it, and tells the house. */
final class Closing implements Tasklet {
    /** Whoever owns it publishes what is not an event's. */
    static final int ANY_PARTITION = 0;

    private final Batches batches;
    private final Outbox outbox;
    private final UUID batch;
    private final Clock clock;

    Closing(Store store, UUID batch, Clock clock) {
        this.batches = new Batches(store);
        this.outbox = new Outbox(store);
        this.batch = batch;
        this.clock = clock;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Batches.Count count = batches.count(batch);
        if (count.pending() == 0 && batches.close(batch)) {
            batches.purgeHeldPins(batch);
            Outcome closed = new Outcome.BatchClosed(
                    Origin.SCHEMA,
                    batch,
                    count.requested(),
                    count.issued(),
                    count.failed(),
                    count.rejected(),
                    clock.instant());
            outbox.add(List.of(
                    Outbox.Entry.of(ANY_PARTITION, Topics.OUTCOMES, closed.recordKey(), Json.write(closed), null)));
        }
        return RepeatStatus.FINISHED;
    }
}
