package org.cardroom.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.files.TempDirectory;
import org.cardroom.testkit.servers.EmbeddedPostgresServer;

/** The folder of a run. The next run in the same folder removes its files first. */
public record ChaosDirectory(Path root) {
    /** Marks a folder that may be removed. */
    private static final String MARKER_FILE = "made-by-cardroom-chaos";

    /**
     * Creates an empty directory for a run, and removes what an earlier run left there.
     * @throws EnvironmentException if it cannot be created, or contains files that no run has written
     */
    public static ChaosDirectory createEmpty(Path root) {
        ChaosDirectory folder = new ChaosDirectory(root.toAbsolutePath());
        try {
            folder.clear();
            for (Path each : new Path[] {folder.room(), folder.cards(), folder.logs(), folder.agents()}) {
                Files.createDirectories(each);
            }
            Files.writeString(folder.room().resolve(MARKER_FILE), "The next run removes this folder.\n");
            return folder;
        } catch (IOException e) {
            throw new EnvironmentException("cannot use the folder " + root + " (" + e.getMessage() + ")", e);
        }
    }

    private void clear() throws IOException {
        if (!Files.exists(room())) {
            return;
        }
        if (!Files.exists(room().resolve(MARKER_FILE))) {
            throw new EnvironmentException(room() + " was not created by an earlier run: choose another --out");
        }
        killOrphanedDatabase();
        TempDirectory.deleteTree(logs());
        TempDirectory.deleteTree(room());
    }

    /** Kills the PostgreSQL of an earlier run that was killed itself. */
    private void killOrphanedDatabase() throws IOException {
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

    public Path passphraseFile() {
        return room().resolve("passphrase");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    public Path report() {
        return root.resolve("chaos.json");
    }
}
