package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdvisoryLockTest {
    private final DatabaseFixture db = new DatabaseFixture();

    @AfterEach
    void close() {
        db.close();
    }

    private AdvisoryLock take(String name) {
        return AdvisoryLock.acquire(db.database, name);
    }

    @Test
    void keepsTheSameNameOut() {
        AdvisoryLock held = take("a");
        assertThatThrownBy(() -> take("a"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("a runs already, in another process");
        held.close();
    }

    @Test
    void letsAnotherNameIn() {
        AdvisoryLock held = take("a");
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
        AdvisoryLock held = take("a");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> take("a")).hasMessageContaining("runs already");
        }
        held.close();
    }

    @Test
    void letsTheNextInOnceTheConnectionIsLost() {
        AdvisoryLock lost = take("a");
        loseTheConnection();
        take("a").close();
        assertThatThrownBy(lost::close)
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("the connection to the database was lost; run the command again once it is reachable");
    }

    @Test
    void takesAgainWhatWasLostWithTheConnection() {
        AdvisoryLock lost = take("a").acquireShared("all", "shared");
        loseTheConnection();
        lost.renew();
        assertThatThrownBy(() -> take("a")).hasMessageContaining("runs already");
        assertThatThrownBy(() -> take("all")).hasMessageContaining("runs already");
        lost.close();
    }

    @Test
    void tellsThatAnotherTookWhatWasLost() {
        AdvisoryLock lost = take("a");
        loseTheConnection();
        AdvisoryLock other = take("a");
        assertThatThrownBy(lost::renew).hasMessageContaining("runs already");
        other.close();
        lost.renew();
        lost.close();
    }

    @Test
    void keepsWhatWasNotLost() {
        AdvisoryLock held = take("a");
        held.renew();
        held.close();
        take("a").close();
    }

    private void loseTheConnection() {
        assertThat(db.jdbc.sql("""
                        SELECT pg_terminate_backend(pid, 10000) FROM (SELECT DISTINCT pid FROM pg_locks
                            WHERE locktype = 'advisory'
                            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held
                        """).query(Boolean.class).list()).containsExactly(true);
    }
}
