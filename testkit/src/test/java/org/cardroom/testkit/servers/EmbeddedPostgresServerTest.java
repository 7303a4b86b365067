package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import org.cardroom.testkit.process.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {

    @TempDir
    Path folder;

    @Test
    void commitsSynchronouslyAndListensOnLoopbackOnly() throws Exception {
        try (EmbeddedPostgresServer database = EmbeddedPostgresServer.start(folder, FreePort.ANY);
                Connection connection = database.address().connect()) {
            assertThat(PostgresAddress.queryString(connection, "SHOW synchronous_commit"))
                    .isEqualTo("on");
            assertThat(PostgresAddress.queryString(connection, "SHOW listen_addresses"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(folder, taken.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessage("port " + taken.getLocalPort() + " of 127.0.0.1 is in use");
        }
    }
}
