package org.cardroom.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

    @Test
    void keepTheirDataOverARestartOnOtherPorts(@TempDir Path folder) throws Exception {
        String before;
        try (Servers servers = Servers.start(folder)) {
            before = servers.bootstrap() + servers.jdbcUrl();
            new Topic(servers.bootstrap()).create();
            new Topic(servers.bootstrap()).write("a record");
            execute(servers.jdbcUrl(), "CREATE TABLE kept AS SELECT 'a row' AS it");
        }
        try (Servers servers = Servers.start(folder)) {
            assertThat(servers.bootstrap() + servers.jdbcUrl()).isNotEqualTo(before);
            assertThat(new Topic(servers.bootstrap()).first()).isEqualTo("a record");
            assertThat(ask(servers.jdbcUrl(), "SELECT it FROM kept")).isEqualTo("a row");
        }
    }

    @Test
    void comeBackOnTheSamePortsWhereAsked(@TempDir Path folder) throws Exception {
        int brokerPort = Port.free(Port.ANY);
        int databasePort = Port.free(Port.ANY);

        for (int start = 0; start < 2; start++) {
            try (Servers servers = Servers.start(folder, brokerPort, databasePort)) {
                assertThat(servers.bootstrap()).isEqualTo("127.0.0.1:" + brokerPort);
                assertThat(servers.jdbcUrl()).contains("//127.0.0.1:" + databasePort + "/");
            }
        }
    }

    @Test
    void refuseAFolderInUse(@TempDir Path folder) throws Exception {
        try (FolderLock lock = FolderLock.of(folder)) {
            assertThat(lock).isNotNull();
            assertThatIllegalStateException()
                    .isThrownBy(() -> Servers.start(folder))
                    .withMessageContaining(folder.toString());
        }
    }

    @Test
    void sayWhichPortIsTaken(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Servers.start(folder.resolve("one"), port, 0))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + port);
            assertThatThrownBy(() -> Servers.start(folder.resolve("two"), 0, port))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + port);
        }
    }

    @Test
    void sharedOnesGiveEveryTestItsOwnDatabase() throws Exception {
        Servers shared = Servers.shared();
        String first = shared.freshDatabase();
        String second = shared.freshDatabase();
        execute(first, "CREATE TABLE mine (id int)");

        assertThat(Servers.shared()).isSameAs(shared);
        assertThat(ask(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'mine'"))
                .isEqualTo("0");
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            PostgresAddress.run(connection, sql);
        }
    }

    private static String ask(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            return PostgresAddress.ask(connection, sql);
        }
    }
}
