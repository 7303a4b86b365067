package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.testkit.process.FreePort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncompleteDataDirectoryTest {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void begin() throws IOException {
        data = Files.createDirectories(folder.resolve("postgres/base/1"))
                .getParent()
                .getParent();
        Files.writeString(data.resolve("PG_VERSION"), "18");
    }

    @Test
    void removesADirectoryThatWasNeverStarted() throws IOException {
        new IncompleteDataDirectory(data).deleteIfIncomplete();
        assertThat(data).doesNotExist();
    }

    @Test
    void leavesADirectoryThatWasStarted() throws IOException {
        new IncompleteDataDirectory(data).markComplete();
        new IncompleteDataDirectory(data).deleteIfIncomplete();
        assertThat(data.resolve("PG_VERSION")).exists();
    }

    @Test
    void startsWhereTheMakingWasCutShort() throws IOException {
        try (EmbeddedPostgresServer database = EmbeddedPostgresServer.start(data, FreePort.ANY)) {
            assertThat(database.address()).isNotNull();
        }
        assertThat(data.resolve("postgresql.conf")).exists();
    }
}
