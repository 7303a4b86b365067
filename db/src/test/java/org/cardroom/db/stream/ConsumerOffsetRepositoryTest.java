package org.cardroom.db.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.StatementBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerOffsetRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(db.database, "events");

    @AfterEach
    void close() {
        db.close();
    }

    private void consume(int partition, long next) {
        db.database.inTransaction().executeWithoutResult(status -> {
            lock(List.of(partition));
            advance(partition, next);
        });
    }

    private void advance(int partition, long next) {
        StatementBatch statements = new StatementBatch(db.database);
        offsets.advance(Map.of(partition, next), statements);
        statements.execute();
    }

    private Map<Integer, Long> lock(Collection<Integer> keys) {
        return db.single(statements -> offsets.lock(keys, statements));
    }

    @Test
    void beginsAtZero() {
        assertThat(offsets.findNext(List.of(0, 5))).containsOnly(Map.entry(0, 0L), Map.entry(5, 0L));
        assertThat(offsets.findNext(List.of())).isEmpty();
    }

    @Test
    void movesOn() {
        consume(0, 10);
        consume(0, 25);
        consume(1, 7);
        assertThat(offsets.findNext(List.of(0, 1, 2)))
                .containsOnly(Map.entry(0, 25L), Map.entry(1, 7L), Map.entry(2, 0L));
    }

    @Test
    void keepsTopicsApart() {
        consume(0, 10);
        assertThat(new ConsumerOffsetRepository(db.database, "outcomes").findNext(List.of(0)))
                .containsEntry(0, 0L);
    }

    @Test
    void staysWhereItIsWhenTheTransactionFails() {
        assertThatThrownBy(() -> db.database.inTransaction().executeWithoutResult(status -> {
                    consume(0, 10);
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(offsets.findNext(List.of(0))).containsEntry(0, 0L);
    }

    @Test
    void showsTheNextOwnerWhatTheLastOneConsumed() {
        CompletableFuture<Map<Integer, Long>> zombie = new CompletableFuture<>();
        db.database.inTransaction().executeWithoutResult(status -> {
            lock(List.of(0, 1));
            zombie.completeAsync(() -> db.database.inTransaction().execute(inner -> lock(List.of(1, 0))));
            advance(0, 64);
        });
        assertThat(zombie.join()).containsEntry(0, 64L);
    }

    @Test
    void knowsAnotherMakingOfTheTopicAndForgetsWhatItKnewOnceItIsTold() {
        assertThat(offsets.isTopicRecreated("first")).isFalse();
        assertThat(offsets.resetIfTopicRecreated("first")).isFalse();
        offsets.reset(Map.of(0, 7L));
        assertThat(offsets.isTopicRecreated("second")).isTrue();
        assertThat(offsets.findNext(List.of(0))).containsEntry(0, 7L);
        assertThat(offsets.resetIfTopicRecreated("second")).isTrue();
        assertThat(offsets.isTopicRecreated("second")).isFalse();
        assertThat(offsets.findNext(List.of(0))).containsEntry(0, 0L);
    }
}
