package org.cardroom.processor.closing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import org.cardroom.db.issuing.Batches;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Reads what became of a batch's lines, page after page. */
final class ResultReader implements ItemReader<Batches.Result> {
    private final Batches batches;
    private final UUID batch;
    private final int page;
    private final Queue<Batches.Result> ahead = new ArrayDeque<>();
    private int last;

    ResultReader(Batches batches, UUID batch, int page) {
        this.batches = batches;
        this.batch = batch;
        this.page = page;
    }

    @Override
    public Batches.@Nullable Result read() {
        if (ahead.isEmpty()) {
            ahead.addAll(batches.results(batch, last, page));
        }
        Batches.Result next = ahead.poll();
        last = next == null ? last : next.line();
        return next;
    }
}
