package org.cardroom.ingest.manifest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.files.AtomicFile;

/**
 * The reject file: line number, reasons and original bytes of each rejected line (CSV, RFC 4180). It is written at once
 * from the reasons in the database, so that a restart writes no line twice.
 */
final class RejectFile {
    private final Path path;

    /**
     * Checks that the reject file can be written.
     * @throws EnvironmentException if it is the manifest itself or a directory, or its directory is not writable
     */
    RejectFile(Path path, Path manifest) {
        this.path = path.toAbsolutePath();
        if (this.path.equals(manifest.toAbsolutePath())) {
            throw new EnvironmentException("the reject file cannot be the manifest itself");
        }
        if (!Files.isWritable(this.path.resolveSibling(".")) || Files.isDirectory(this.path)) {
            throw new EnvironmentException("cannot write the reject file " + path);
        }
    }

    /** Writes the file from the reasons by line number, or deletes it if no line was rejected. */
    void write(ManifestFile manifest, Map<Integer, String> reasons) throws IOException {
        if (reasons.isEmpty()) {
            Files.deleteIfExists(path);
            return;
        }
        AtomicFile.write(path, file -> writeRejects(manifest, reasons, file));
    }

    private static void writeRejects(ManifestFile manifest, Map<Integer, String> reasons, OutputStream file)
            throws IOException {
        try (CsvRecordReader records = CsvRecordReader.open(manifest.path());
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.ISO_8859_1))) {
            out.write("line,reasons,original\n");
            for (CsvRecordReader.RawRecord raw = records.next(); raw != null; raw = records.next()) {
                String why = reasons.get(raw.line());
                if (why != null) {
                    out.write(raw.line() + "," + quoted(Utf8Decoder.encode(why)) + "," + quoted(raw.bytes()) + "\n");
                }
            }
        }
    }

    /** Own quoting: {@code DelimitedLineAggregator} does not double the quotes inside a field. */
    private static String quoted(String bytes) {
        return '"' + bytes.replace("\"", "\"\"") + '"';
    }
}
