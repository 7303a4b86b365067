package org.cardroom.processor.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Puts the step's version back where a commit failed. Batch counts it up in memory before the commit, and its last
 * update would then fail too: the run would read UNKNOWN instead of FAILED.
 */
final class StepVersionRestorer implements ItemWriter<PolledRecords>, StepExecutionListener {
    private final ItemWriter<PolledRecords> delegate;
    private @Nullable StepExecution step;

    StepVersionRestorer(ItemWriter<PolledRecords> writer) {
        this.delegate = writer;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        step = execution;
    }

    @Override
    public void write(Chunk<? extends PolledRecords> chunk) throws Exception {
        StepExecution execution = Objects.requireNonNull(step);
        Integer version = execution.getVersion();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED && version != null) {
                    execution.setVersion(version);
                }
            }
        });
        delegate.write(chunk);
    }
}
