package org.cardroom.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.files.TempDirectory;
import org.cardroom.testkit.servers.EmbeddedPostgresServer;

/** Where a run keeps everything. The next run in the same folder begins anew: what this one kept is removed then. */
public record ChaosDirectory(Path root) {
    /** So that nothing is removed which was not made here. */
    private static final String MARK = "made-by-cardroom-chaos";

    /**
     * Creates an empty directory for a run, and removes what an earlier run left there.
     *
     * @throws EnvironmentException if it cannot be created, or contains files that no run has written
     */
    public static ChaosDirectory createEmpty(Path root) {
        ChaosDirectory folder = new ChaosDirectory(root.toAbsolutePath());
        try {
            folder.clear();
            for (Path each : new Path[] {folder.room(), folder.cards(), folder.logs(), folder.agents()}) {
                Files.createDirectories(each);
            }
            Files.writeString(folder.room().resolve(MARK), "It is removed by the next run.\n");
            return folder;
        } catch (IOException e) {
            throw new EnvironmentException("cannot use the folder " + root + " (" + e.getMessage() + ")", e);
        }
    }

    private void clear() throws IOException {
        if (!Files.exists(room())) {
            return;
        }
        if (!Files.exists(room().resolve(MARK))) {
            throw new EnvironmentException(room() + " is not of a run before: choose another --out");
        }
        endLeftOver();
        TempDirectory.deleteTree(logs());
        TempDirectory.deleteTree(room());
    }

    /** A database that outlived a run which was killed with all its parts. */
    private void endLeftOver() throws IOException {
        EmbeddedPostgresServer.findProcess(database()).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    Path room() {
        return root.resolve("room");
    }

    Path database() {
        return room().resolve("postgres");
    }

    public Path cards() {
        return room().resolve("cards");
    }

    Path agents() {
        return room().resolve("agents");
    }

    Path keys() {
        return room().resolve("keys");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path report() {
        return root.resolve("chaos.json");
    }
}
