package org.cardroom.room.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.command.EnvironmentException;

/**
 * Where a demo keeps everything: servers' data, keys, journals, virtual cards, and which batch is under way. A file is
 * either whole or not there, so that a demo that was killed can be gone on with.
 */
final class DemoFolder {
    private final Path root;

    DemoFolder(Path root) {
        this.root = root;
        make(root);
        make(cards());
    }

    Path servers() {
        return root.resolve("servers");
    }

    Path cards() {
        return root.resolve("cards");
    }

    Path summary() {
        return root.resolve("summary.json");
    }

    Path results() {
        return root.resolve("results.csv");
    }

    Path rejects() {
        return root.resolve("rejects.csv");
    }

    Path manifest(UUID batch) {
        return root.resolve("manifest-" + batch + ".csv");
    }

    /** The batch that was begun here and not finished. */
    Optional<UUID> current() {
        Path file = root.resolve("batch");
        try {
            return Files.exists(file)
                    ? Optional.of(UUID.fromString(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new EnvironmentException("cannot read " + file, e);
        }
    }

    void begin(UUID batch) {
        write(root.resolve("batch"), batch.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The results stay, beside those of the batches that follow. */
    void finish(UUID batch) {
        try {
            Files.copy(summary(), root.resolve("summary-" + batch + ".json"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(results(), root.resolve("results-" + batch + ".csv"), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(root.resolve("batch"));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write in " + root, e);
        }
    }

    /** The passphrase of this demo's keystores: drawn once, and kept beside them, which is for a demo only. */
    char[] passphrase() {
        Path file = root.resolve("passphrase");
        if (!Files.exists(file)) {
            byte[] random = new byte[18];
            new SecureRandom().nextBytes(random);
            write(file, Base64.getEncoder().encode(random));
        }
        try {
            return Files.readString(file).strip().toCharArray();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + file, e);
        }
    }

    /** Writes all of it, readable by its owner only, or nothing. */
    static void write(Path file, byte[] content) {
        try {
            Path next = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "next",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(next, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + file, e);
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EnvironmentException("cannot make the folder " + folder, e);
        }
    }
}
