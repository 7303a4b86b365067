package org.cardroom.demo.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.files.AtomicFile;

/**
 * The directory of a demo: data of the servers, keys, journals, virtual cards, and the batch under way. Files are
 * written atomically, so that a killed demo can be resumed.
 */
public final class DemoDirectory {
    private final Path root;

    public DemoDirectory(Path root) {
        this.root = root;
        createDirectory(root);
        createDirectory(cards());
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

    /** Returns the batch that was started here and not finished. */
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

    /** Copies the results to files with the batch's id and forgets the batch. */
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

    /** Writes a file that only its owner may read, whole or not at all. */
    public static void writeAtomically(Path file, byte[] content) {
        try {
            AtomicFile.write(file, out -> out.write(content));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + file, e);
        }
    }

    private static void createDirectory(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EnvironmentException("cannot create the directory " + folder, e);
        }
    }
}
