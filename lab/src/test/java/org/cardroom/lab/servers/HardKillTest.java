package org.cardroom.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardKillTest {

    @TempDir
    Path folder;

    @Test
    void serversComeBackAfterAHardKill() throws Exception {
        try (Child child = new Child(folder);
                Connection session = DriverManager.getConnection(child.jdbcUrl)) {
            new Topic(child.bootstrap).create();
            new Topic(child.bootstrap).write("a record");
            PostgresAddress.run(session, "CREATE TABLE kept AS SELECT 'a row' AS it");
            ProcessHandle orphan = process(folder.resolve("postgres"));
            child.kill();
            assertThat(orphan.isAlive()).isTrue();

            try (Servers servers = Servers.start(folder);
                    Connection connection = DriverManager.getConnection(servers.jdbcUrl())) {
                assertThat(orphan.isAlive()).isFalse();
                assertThat(PostgresAddress.ask(connection, "SELECT it FROM kept"))
                        .isEqualTo("a row");
                assertThat(new Topic(servers.bootstrap()).first()).isEqualTo("a record");
            }
        }
    }

    @Test
    void serversOfALivingProcessAreLeftAlone() throws Exception {
        try (Child child = new Child(folder)) {
            assertThatIllegalStateException().isThrownBy(() -> Servers.start(folder));

            try (Connection connection = DriverManager.getConnection(child.jdbcUrl)) {
                assertThat(connection.isValid(10)).isTrue();
            }
            assertThat(child.endsByItself()).isTrue();
        }
    }

    private static ProcessHandle process(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
