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
 * The lines of a manifest that were rejected: line number, reasons, and the line as it came, byte for byte. It is made
 * in one go from what the database kept, so that a restart doubles nothing.
 */
final class RejectFile {
    private final Path path;

    /**
     * The file to write.
     *
     * @throws EnvironmentException if it is the manifest itself, or its folder cannot be written
     */
    RejectFile(Path path, Path manifest) {
        this.path = path.toAbsolutePath();
        if (this.path.equals(manifest.toAbsolutePath())) {
            throw new EnvironmentException("the reject file cannot be the manifest itself");
        }
        if (!Files.isWritable(folder(this.path)) || Files.isDirectory(this.path)) {
            throw new EnvironmentException("cannot write the reject file " + path);
        }
    }

    /** Where it goes unless it is said: beside the manifest. */
    static Path defaultPath(Path manifest) {
        return manifest.resolveSibling(manifest.getFileName() + ".rejects.csv");
    }

    /**
     * Writes all of it; no file at all where no line was rejected.
     *
     * @param reasons by line number
     */
    void write(ManifestFile manifest, Map<Integer, String> reasons) throws IOException {
        if (reasons.isEmpty()) {
            Files.deleteIfExists(path);
            return;
        }
        AtomicFile.write(path, file -> writeRejects(manifest, reasons, file));
    }

    private static void writeRejects(ManifestFile manifest, Map<Integer, String> reasons, OutputStream file)
            throws IOException {
        try (CsvRecordReader recordReader = CsvRecordReader.open(manifest.path());
                BufferedWriter out =
                        new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.ISO_8859_1))) {
            out.write("line,reasons,original\n");
            for (CsvRecordReader.RawRecord raw = recordReader.next(); raw != null; raw = recordReader.next()) {
                String why = reasons.get(raw.line());
                if (why != null) {
                    out.write(raw.line() + "," + quoted(Utf8Decoder.encode(why)) + "," + quoted(raw.bytes()) + "\n");
                }
            }
        }
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    private static String quoted(String bytes) {
        return '"' + bytes.replace("\"", "\"\"") + '"';
    }
}
