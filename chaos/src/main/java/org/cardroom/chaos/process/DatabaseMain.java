package org.cardroom.chaos.process;

import java.io.IOException;
import java.nio.file.Path;
import org.cardroom.testkit.process.StdinLifeline;
import org.cardroom.testkit.servers.EmbeddedPostgresServer;

/** A process that starts a PostgreSQL, which is a process of its own. It says {@code ready} and its port. */
final class DatabaseMain {
    private DatabaseMain() {}

    /** The folder of its data. */
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
