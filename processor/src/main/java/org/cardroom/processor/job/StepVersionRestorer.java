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
 * Restores the step's version after a failed commit. Spring Batch increments it in memory before the commit, so that its
 * last update would fail too and the execution would end UNKNOWN instead of FAILED (spring-batch #1826,
 * still open; 6.0.6 behaves the same, see ProvisioningWorkerTest).
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
