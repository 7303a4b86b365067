package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class ServersHardKillTest {

    @TempDir
    Path folder;

    @Test
    void serversComeBackAfterAHardKill() throws Exception {
        try (ServersProcess child = new ServersProcess(folder);
                Connection session = DriverManager.getConnection(child.jdbcUrl)) {
            new KafkaTopicFixture(child.bootstrap).create();
            new KafkaTopicFixture(child.bootstrap).write("a record");
            PostgresAddress.execute(session, "CREATE TABLE kept AS SELECT 'a row' AS it");
            ProcessHandle orphan = EmbeddedPostgresServer.findProcess(folder.resolve("postgres"))
                    .orElseThrow();
            child.kill();
            assertThat(orphan.isAlive()).isTrue();

            try (TestServers servers = TestServers.start(folder);
                    Connection connection = DriverManager.getConnection(servers.jdbcUrl())) {
                assertThat(orphan.isAlive()).isFalse();
                assertThat(PostgresAddress.queryString(connection, "SELECT it FROM kept"))
                        .isEqualTo("a row");
                assertThat(new KafkaTopicFixture(servers.bootstrap()).first()).isEqualTo("a record");
            }
        }
    }

    @Test
    void serversOfALivingProcessAreLeftAlone() throws Exception {
        try (ServersProcess child = new ServersProcess(folder)) {
            assertThatThrownBy(() -> TestServers.start(folder))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessage("servers are running already in " + folder);

            try (Connection connection = DriverManager.getConnection(child.jdbcUrl)) {
                assertThat(connection.isValid(10)).isTrue();
            }
            assertThat(child.endsByItself()).isTrue();
        }
    }
}
