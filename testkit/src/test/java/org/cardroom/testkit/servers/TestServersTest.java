package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.files.LockFile;
import org.cardroom.testkit.process.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestServersTest {

    @Test
    void keepTheirDataOverARestartOnOtherPorts(@TempDir Path folder) throws Exception {
        String before;
        try (TestServers servers = TestServers.start(folder)) {
            before = servers.bootstrap() + servers.jdbcUrl();
            new KafkaTopicFixture(servers.bootstrap()).create();
            new KafkaTopicFixture(servers.bootstrap()).write("a record");
            execute(servers.jdbcUrl(), "CREATE TABLE kept AS SELECT 'a row' AS it");
        }
        try (TestServers servers = TestServers.start(folder)) {
            assertThat(servers.bootstrap() + servers.jdbcUrl()).isNotEqualTo(before);
            assertThat(new KafkaTopicFixture(servers.bootstrap()).first()).isEqualTo("a record");
            assertThat(ask(servers.jdbcUrl(), "SELECT it FROM kept")).isEqualTo("a row");
        }
    }

    @Test
    void comeBackOnTheSamePortsWhereAsked(@TempDir Path folder) throws Exception {
        int brokerPort = FreePort.find(FreePort.ANY);
        int databasePort = FreePort.find(FreePort.ANY);

        for (int start = 0; start < 2; start++) {
            try (TestServers servers = TestServers.start(folder, brokerPort, databasePort)) {
                assertThat(servers.bootstrap()).isEqualTo("127.0.0.1:" + brokerPort);
                assertThat(servers.jdbcUrl()).contains("//127.0.0.1:" + databasePort + "/");
            }
        }
    }

    @Test
    void refuseAFolderInUse(@TempDir Path folder) throws Exception {
        try (LockFile lock = LockFile.acquire(folder.resolve("lock"), "in use")) {
            assertThat(lock).isNotNull();
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(() -> TestServers.start(folder))
                    .withMessageContaining(folder.toString());
        }
    }

    @Test
    void sayWhichPortIsTaken(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> TestServers.start(folder.resolve("one"), port, 0))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + port);
            assertThatThrownBy(() -> TestServers.start(folder.resolve("two"), 0, port))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + port);
        }
    }

    @Test
    void sharedOnesGiveEveryTestItsOwnDatabase() throws Exception {
        TestServers shared = TestServers.shared();
        String first = shared.createDatabase();
        String second = shared.createDatabase();
        execute(first, "CREATE TABLE mine (id int)");

        assertThat(TestServers.shared()).isSameAs(shared);
        assertThat(ask(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'mine'"))
                .isEqualTo("0");
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            PostgresAddress.execute(connection, sql);
        }
    }

    private static String ask(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            return PostgresAddress.queryString(connection, sql);
        }
    }
}
