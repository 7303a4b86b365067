package org.cardroom.chaos.process;

import java.io.IOException;
import java.nio.file.Path;
import org.cardroom.testkit.process.StdinLifeline;
import org.cardroom.testkit.servers.EmbeddedPostgresServer;

/** Main class of a process that starts PostgreSQL as another process. It prints {@code ready} and the port. */
final class PostgresMain {
    private PostgresMain() {}

    /** Argument: the data folder. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgresServer database = EmbeddedPostgresServer.start(Path.of(arguments[0]))) {
            long pid = EmbeddedPostgresServer.findProcess(Path.of(arguments[0]))
                    .orElseThrow()
                    .pid();
            ProcessMessage.print(System.out, ProcessMessage.OWNS, Long.toString(pid));
            ProcessMessage.print(System.out, "ready", Integer.toString(database.port()));
            StdinLifeline.readUntilClosed(line -> {});
        }
        System.exit(0);
    }
}
