package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.cardroom.testkit.process.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedPostgresTest {

    @TempDir
    Path folder;

    @Test
    void processNumberMayBelongToSomebodyElseByNow() throws IOException {
        EmbeddedPostgresServer.start(folder, FreePort.ANY).close();
        claim(ProcessHandle.current(), 1);

        try (EmbeddedPostgresServer database = EmbeddedPostgresServer.start(folder, FreePort.ANY)) {
            assertThat(process(folder)).isNotEqualTo(ProcessHandle.current());
            assertThat(database.address().port()).isNotEqualTo(1);
        }
    }

    @Test
    void serverOfAnotherDirectoryIsNeverStopped(@TempDir Path another) throws Exception {
        EmbeddedPostgresServer.start(folder, FreePort.ANY).close();
        try (EmbeddedPostgresServer bystander = EmbeddedPostgresServer.start(another, FreePort.ANY)) {
            claim(process(another), bystander.address().port());

            try (EmbeddedPostgresServer database = EmbeddedPostgresServer.start(folder, FreePort.ANY);
                    Connection connection = bystander.address().connect()) {
                assertThat(database.address()).isNotEqualTo(bystander.address());
                assertThat(connection.isValid(10)).isTrue();
            }
        }
    }

    /** Leaves a file that says: this process serves the folder, at this port. */
    private void claim(ProcessHandle process, int port) throws IOException {
        Files.write(
                folder.resolve("postmaster.pid"),
                List.of("" + process.pid(), folder.toString(), "1", "" + port, "", "127.0.0.1"));
    }

    private static ProcessHandle process(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
