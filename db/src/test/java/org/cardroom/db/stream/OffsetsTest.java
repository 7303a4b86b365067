package org.cardroom.db.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.Room;
import org.cardroom.db.Trip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffsetsTest {
    private final Room room = new Room();
    private final Offsets offsets = new Offsets(room.store, "events");

    @AfterEach
    void close() {
        room.close();
    }

    private void consume(int partition, long next) {
        room.store.inTransaction().executeWithoutResult(status -> {
            offsets.lock(List.of(partition));
            advance(partition, next);
        });
    }

    private void advance(int partition, long next) {
        Trip trip = new Trip(room.store);
        offsets.advance(Map.of(partition, next), trip);
        trip.run();
    }

    @Test
    void beginsAtZero() {
        assertThat(offsets.next(List.of(0, 5))).containsOnly(Map.entry(0, 0L), Map.entry(5, 0L));
        assertThat(offsets.next(List.of())).isEmpty();
    }

    @Test
    void movesOn() {
        consume(0, 10);
        consume(0, 25);
        consume(1, 7);
        assertThat(offsets.next(List.of(0, 1, 2))).containsOnly(Map.entry(0, 25L), Map.entry(1, 7L), Map.entry(2, 0L));
    }

    @Test
    void keepsTopicsApart() {
        consume(0, 10);
        assertThat(new Offsets(room.store, "outcomes").next(List.of(0))).containsEntry(0, 0L);
    }

    @Test
    void staysWhereItIsWhenTheTransactionFails() {
        assertThatThrownBy(() -> room.store.inTransaction().executeWithoutResult(status -> {
                    consume(0, 10);
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(offsets.next(List.of(0))).containsEntry(0, 0L);
    }

    @Test
    void showsTheNextOwnerWhatTheLastOneConsumed() {
        CompletableFuture<Map<Integer, Long>> zombie = new CompletableFuture<>();
        room.store.inTransaction().executeWithoutResult(status -> {
            offsets.lock(List.of(0, 1));
            zombie.completeAsync(() -> room.store.inTransaction().execute(inner -> offsets.lock(List.of(1, 0))));
            advance(0, 64);
        });
        assertThat(zombie.join()).containsEntry(0, 64L);
    }

    @Test
    void knowsAnotherMakingOfTheTopicAndForgetsWhatItKnewOnceItIsTold() {
        assertThat(offsets.isAnother("first")).isFalse();
        assertThat(offsets.areOfAnother("first")).isFalse();
        offsets.set(Map.of(0, 7L));
        assertThat(offsets.isAnother("second")).isTrue();
        assertThat(offsets.next(List.of(0))).containsEntry(0, 7L);
        assertThat(offsets.areOfAnother("second")).isTrue();
        assertThat(offsets.isAnother("second")).isFalse();
        assertThat(offsets.next(List.of(0))).containsEntry(0, 0L);
    }
}
