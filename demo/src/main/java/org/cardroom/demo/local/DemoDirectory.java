package org.cardroom.demo.local;

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
public final class DemoDirectory {
    private final Path root;

    public DemoDirectory(Path root) {
        this.root = root;
        make(root);
        make(cards());
    }

    public Path servers() {
        return root.resolve("servers");
    }

    public Path cards() {
        return root.resolve("cards");
    }

    public Path summary() {
        return root.resolve("summary.json");
    }

    public Path results() {
        return root.resolve("results.csv");
    }

    public Path rejects() {
        return root.resolve("rejects.csv");
    }

    public Path manifest(UUID batch) {
        return root.resolve("manifest-" + batch + ".csv");
    }

    /** The batch that was begun here and not finished. */
    public Optional<UUID> unfinishedBatch() {
        Path file = root.resolve("batch");
        try {
            return Files.exists(file)
                    ? Optional.of(UUID.fromString(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new EnvironmentException("cannot read " + file, e);
        }
    }

    public void markStarted(UUID batch) {
        writeAtomically(root.resolve("batch"), batch.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The results stay, beside those of the batches that follow. */
    public void markFinished(UUID batch) {
        try {
            Files.copy(summary(), root.resolve("summary-" + batch + ".json"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(results(), root.resolve("results-" + batch + ".csv"), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(root.resolve("batch"));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write in " + root, e);
        }
    }

    /** Returns the passphrase of this demo's keystores. */
    public char[] loadOrCreatePassphrase() {
        return loadOrCreatePassphrase(root.resolve("passphrase"));
    }

    /** Returns the passphrase in this file; creates a random one first. Only a demo keeps it beside the keystores. */
    public static char[] loadOrCreatePassphrase(Path file) {
        if (!Files.exists(file)) {
            byte[] random = new byte[18];
            new SecureRandom().nextBytes(random);
            writeAtomically(file, Base64.getEncoder().encode(random));
        }
        try {
            return Files.readString(file).strip().toCharArray();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + file, e);
        }
    }

    /** Writes all of it, readable by its owner only, or nothing. */
    public static void writeAtomically(Path file, byte[] content) {
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
