package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cardroom.db.Room;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportLockTest {
    private final Room room = new Room();
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void keepsTheSameBatchOut() {
        ImportLock.hold(room.store, room.batch, () -> assertThatThrownBy(
                        () -> ImportLock.hold(room.store, room.batch, () -> done.add("second")))
                .isInstanceOf(CannotRun.class)
                .hasMessage("batch " + room.batch + " is being imported by another process"));
        assertThat(done).isEmpty();
    }

    @Test
    void letsAnotherBatchIn() {
        ImportLock.hold(room.store, room.batch, () -> ImportLock.hold(room.store, Ids.next(), () -> done.add("other")));
        assertThat(done).containsExactly("other");
    }

    @Test
    void letsGoWhereTheWorkFails() {
        assertThatThrownBy(() -> ImportLock.hold(room.store, room.batch, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        ImportLock.hold(room.store, room.batch, () -> done.add("again"));
        assertThat(done).containsExactly("again");
    }

    @Test
    void letsGoWhereTheConnectionIsLost() {
        assertThatThrownBy(() -> ImportLock.hold(room.store, room.batch, () -> {
                    loseTheConnection();
                    ImportLock.hold(room.store, room.batch, () -> done.add("another process"));
                }))
                .isInstanceOf(CannotRun.class)
                .hasMessage("the connection to the database was lost");
        assertThat(done).containsExactly("another process");
    }

    private void loseTheConnection() {
        assertThat(room.jdbc
                        .sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }
}
