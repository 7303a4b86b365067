package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.assertj.core.api.AbstractThrowableAssert;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseTest {
    private static AbstractThrowableAssert<?, ?> assertCannotOpen(String url) {
        return assertThatThrownBy(() -> Database.open(url, null, null))
                .isInstanceOf(EnvironmentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    /** The shared server with another database. */
    private static String database(String name) {
        return TestServers.shared().createDatabase().replaceAll("/[^/?]*(\\?|$)", "/" + name + "$1");
    }

    @Test
    void refusesADatabaseWithoutASchema() {
        assertCannotOpen(TestServers.shared().createDatabase())
                .hasMessageEndingWith(" has no schema: run ./cardroom db migrate, or restore a backup");
    }

    @Test
    void refusesAnOlderAndANewerSchema() {
        String url = DatabaseFixture.createDatabase();
        try (Database database = Database.open(url, null, null)) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            jdbc.sql("UPDATE flyway_schema_history SET version = '0'").update();
            assertCannotOpen(url)
                    .hasMessageEndingWith(" has schema version 0, this program needs 1: run ./cardroom db migrate");
            jdbc.sql("UPDATE flyway_schema_history SET version = '2'").update();
            assertCannotOpen(url)
                    .hasMessageEndingWith(" has schema version 2, this program needs 1: use a newer program");
        }
    }

    @Test
    void migratesADatabaseTwice() {
        String url = TestServers.shared().createDatabase();
        Database.migrate(url, null, null);
        Database.migrate(url, null, null);
        Database.open(url, null, null).close();
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertCannotOpen("jdbc:postgresql://localhost:" + port + "/cardroom?password=hush")
                .hasMessageStartingWith(
                        "no PostgreSQL can be used at jdbc:postgresql://localhost:" + port + "/cardroom: ")
                .hasMessageNotContaining("hush");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        assertCannotOpen(database("nothing")).hasMessageContaining("database \"nothing\" does not exist");
    }

    @Test
    void saysThatTheUrlIsNone() {
        assertCannotOpen("postgres://localhost/cardroom")
                .hasMessageStartingWith("no PostgreSQL can be used at postgres://localhost/cardroom: ");
    }

    @Test
    void diagnosesAConnectionThatTheServerEnds() {
        try (Database database = Database.open(DatabaseFixture.createDatabase(), null, null)) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            assertThatThrownBy(() -> query(jdbc, "SELECT pg_terminate_backend(pg_backend_pid())::text"))
                    .isInstanceOfSatisfying(RuntimeException.class, e -> assertThat(Database.diagnose(e))
                            .hasValueSatisfying(said -> assertThat(said).contains("the database is unavailable: ")));
            assertThatThrownBy(() -> query(jdbc, "SELECT name FROM no_such_table"))
                    .isInstanceOfSatisfying(RuntimeException.class, e -> assertThat(Database.diagnose(e))
                            .isEmpty());
        }
    }

    private static String query(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    @Test
    void migratesNoSchemaOfAnotherOrigin() {
        String url = DatabaseFixture.createDatabase();
        try (Database database = Database.open(url, null, null)) {
            JdbcClient.create(database.dataSource())
                    .sql("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'")
                    .update();
        }
        assertThatThrownBy(() -> Database.migrate(url, null, null))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("cannot be migrated: ");
    }

    @Test
    void keepsValuesOutOfErrors() {
        try (Database database = Database.open(DatabaseFixture.createDatabase(), null, null)) {
            var person = JdbcClient.create(database.dataSource())
                    .sql("INSERT INTO audit_head VALUES (?, 0, '')")
                    .param("ada quill");
            person.update();
            assertThatThrownBy(person::update)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageNotContaining("quill");
        }
    }

    @Test
    void undoesATransactionThatFails() {
        try (Database database = Database.open(DatabaseFixture.createDatabase(), null, null)) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            assertThatThrownBy(() -> database.inTransaction().executeWithoutResult(status -> {
                        jdbc.sql("INSERT INTO audit_head VALUES ('w', 0, '')").update();
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
            assertThat(jdbc.sql("SELECT * FROM audit_head").query().listOfRows())
                    .isEmpty();
        }
    }

    /** Else a processor that hangs in its middle would keep its rows from the one that takes its partitions. */
    @Test
    void endsATransactionThatDoesNothing() {
        try (Database database = Database.open(DatabaseFixture.createDatabase(), null, null)) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("SHOW idle_in_transaction_session_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("10s");
        }
    }
}
