package org.cardroom.ingest.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cardroom.events.card.Hex;
import org.cardroom.events.command.EnvironmentException;

/**
 * A manifest file with a valid header.
 * @param sha256 the digest of its bytes, hex: identifies the same manifest in a later run
 */
record ManifestFile(Path path, String sha256, ManifestHeader header) {
    /** The largest manifest, in bytes. */
    static final long MAX_BYTES = 100L * 1024 * 1024;

    /**
     * Digests the file and reads its header.
     * @throws EnvironmentException if the file cannot be read, is too large, or its header is invalid
     */
    static ManifestFile open(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw refused(path, "it is larger than " + MAX_BYTES + " bytes");
            }
            return new ManifestFile(path, sha256(path), readHeader(path));
        } catch (NoSuchFileException e) {
            throw new EnvironmentException("there is no manifest " + path, e);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the manifest " + path, e);
        }
    }

    private static ManifestHeader readHeader(Path path) throws IOException {
        try (CsvRecordReader records = CsvRecordReader.open(path)) {
            CsvRecordReader.RawRecord header = records.next();
            if (header == null || header.bytes().isBlank()) {
                throw refused(path, "its first line is empty, not a header");
            }
            String text =
                    Utf8Decoder.decode(header.bytes()).orElseThrow(() -> refused(path, "it is not encoded in UTF-8"));
            return ManifestHeader.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(path, String.valueOf(e.getMessage()));
        }
    }

    private static EnvironmentException refused(Path path, String why) {
        return new EnvironmentException("the manifest " + path + " is refused: " + why);
    }

    private static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return Hex.of(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform has no SHA-256", e);
        }
    }
}
