package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritesTest {
    private final Room room = new Room();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void runsAllInOrderAndReturnsTheirNumbers() {
        Writes writes = new Writes(room.store);
        writes.add("INSERT INTO audit_head VALUES (?, ?, ?)", "a", 1L, "first");
        writes.add("UPDATE audit_head SET number = number + ? WHERE writer = ?", 4L, "a");
        writes.add("SELECT number FROM audit_head WHERE writer = ?", "a");
        assertThat(writes.run()).containsExactly(5L);
    }

    @Test
    void runsNothingWhereThereIsNothing() {
        assertThat(new Writes(room.store).run()).isEqualTo(List.of());
    }
}
