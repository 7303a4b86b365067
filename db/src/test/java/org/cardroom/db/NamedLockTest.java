package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardroom.events.command.CannotRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamedLockTest {
    private final Room room = new Room();

    @AfterEach
    void close() {
        room.close();
    }

    private NamedLock take(String name) {
        return NamedLock.take(room.store, name);
    }

    @Test
    void keepsTheSameNameOut() {
        NamedLock held = take("a");
        assertThatThrownBy(() -> take("a"))
                .isInstanceOf(CannotRun.class)
                .hasMessage("a runs already, in another process");
        held.close();
    }

    @Test
    void letsAnotherNameIn() {
        NamedLock held = take("a");
        take("b").close();
        held.close();
    }

    @Test
    void letsTheNextInOnceItIsClosed() {
        take("a").close();
        take("a").close();
    }

    @Test
    void takesNoConnectionForALockThatIsHeld() {
        NamedLock held = take("a");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> take("a")).hasMessageContaining("runs already");
        }
        held.close();
    }

    @Test
    void letsTheNextInOnceTheConnectionIsLost() {
        NamedLock lost = take("a");
        loseTheConnection();
        take("a").close();
        assertThatThrownBy(lost::close)
                .isInstanceOf(CannotRun.class)
                .hasMessage("the connection to the database was lost");
    }

    @Test
    void takesAgainWhatWasLostWithTheConnection() {
        NamedLock lost = take("a").sharing("all", "shared");
        loseTheConnection();
        lost.renew();
        assertThatThrownBy(() -> take("a")).hasMessageContaining("runs already");
        assertThatThrownBy(() -> take("all")).hasMessageContaining("runs already");
        lost.close();
    }

    @Test
    void tellsThatAnotherTookWhatWasLost() {
        NamedLock lost = take("a");
        loseTheConnection();
        NamedLock other = take("a");
        assertThatThrownBy(lost::renew).hasMessageContaining("runs already");
        other.close();
        lost.renew();
        lost.close();
    }

    @Test
    void keepsWhatWasNotLost() {
        NamedLock held = take("a");
        held.renew();
        held.close();
        take("a").close();
    }

    private void loseTheConnection() {
        assertThat(room.jdbc.sql("""
                        SELECT pg_terminate_backend(pid, 10000) FROM (SELECT DISTINCT pid FROM pg_locks
                            WHERE locktype = 'advisory'
                            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held
                        """).query(Boolean.class).list()).containsExactly(true);
    }
}
