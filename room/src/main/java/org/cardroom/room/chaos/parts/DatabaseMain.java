package org.cardroom.room.chaos.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.lab.servers.Database;

/** A process that starts a PostgreSQL, which is a process of its own. It says {@code ready} and its port. */
final class DatabaseMain {
    private DatabaseMain() {}

    /** The folder of its data. */
    public static void main(String[] arguments) throws IOException {
        try (Database database = Database.start(Path.of(arguments[0]))) {
            Path pid = Path.of(arguments[0]).resolve("postmaster.pid");
            Line.say(System.out, Line.OWNS, Files.readAllLines(pid).get(0).strip());
            Line.say(System.out, "ready", Integer.toString(database.port()));
            Leash.follow(line -> {});
        }
        System.exit(0);
    }
}
