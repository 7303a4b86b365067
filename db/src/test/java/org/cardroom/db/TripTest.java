package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TripTest {
    private final Room room = new Room();
    private final Trip trip = new Trip(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private Supplier<List<Long>> number(String writer) {
        return trip.ask("SELECT number FROM audit_head WHERE writer = ?", (row, n) -> row.getLong(1), writer);
    }

    @Test
    void runsAllInOrderAndTellsEachQuestionItsRows() {
        trip.add("INSERT INTO audit_head VALUES (?, ?, ?)", "a", 1L, "first");
        Supplier<List<Long>> before = number("a");
        trip.add("UPDATE audit_head SET number = number + ? WHERE writer = ?", 4L, "a");
        Supplier<List<Long>> after = number("a");
        Supplier<List<Long>> others = number("b");
        trip.run();
        assertThat(before.get()).containsExactly(1L);
        assertThat(after.get()).containsExactly(5L);
        assertThat(others.get()).isEmpty();
    }

    @Test
    void answersNothingBeforeItWasRun() {
        Supplier<List<Long>> early = number("a");
        assertThatIllegalStateException().isThrownBy(early::get);
    }

    @Test
    void runsNothingWhereThereIsNothing() {
        assertThatCode(trip::run).doesNotThrowAnyException();
    }

    @Test
    void answersOneQuestionAlone() {
        List<Integer> answer = Trip.alone(
                room.store, alone -> alone.ask("SELECT 7 WHERE ?::text = 'a'", (row, n) -> row.getInt(1), "a"));
        assertThat(answer).containsExactly(7);
    }
}
