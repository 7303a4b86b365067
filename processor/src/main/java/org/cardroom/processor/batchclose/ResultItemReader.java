package org.cardroom.processor.batchclose;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import org.cardroom.db.issuing.BatchRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Reads the results of a batch's lines, one page at a time. */
final class ResultItemReader implements ItemReader<BatchRepository.LineResult> {
    private final BatchRepository batches;
    private final UUID batch;
    private final int page;
    private final Queue<BatchRepository.LineResult> ahead = new ArrayDeque<>();
    private int last;

    ResultItemReader(BatchRepository batches, UUID batch, int page) {
        this.batches = batches;
        this.batch = batch;
        this.page = page;
    }

    @Override
    public BatchRepository.@Nullable LineResult read() {
        if (ahead.isEmpty()) {
            ahead.addAll(batches.findResults(batch, last, page));
        }
        BatchRepository.LineResult next = ahead.poll();
        last = next == null ? last : next.line();
        return next;
    }
}
