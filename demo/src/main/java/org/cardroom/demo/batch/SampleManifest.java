package org.cardroom.demo.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cardroom.ingest.manifest.ManifestImporter;

/** Generates a manifest of any length from the people and templates of the sample manifest. */
final class SampleManifest {
    private static final String SAMPLE = "/sample-manifest.csv";

    private SampleManifest() {}

    /** Returns CSV with a header and this many lines; the request ids contain the batch's id. */
    static String generate(int lines, UUID batch) {
        List<String> sample = sample();
        String header = sample.get(0);
        String prefix = batch.toString().substring(24);
        return IntStream.rangeClosed(1, lines)
                .mapToObj(n -> line(sample.get(1 + (n - 1) % (sample.size() - 1)), prefix, n))
                .collect(Collectors.joining("\n", header + "\n", "\n"));
    }

    /** Makes the first two fields of a sample line, request id and person, unique. */
    private static String line(String sample, String prefix, int n) {
        String[] fields = sample.split(",", 3);
        return prefix + "-" + n + "," + fields[1] + "." + n + "," + fields[2];
    }

    private static List<String> sample() {
        try (InputStream in = ManifestImporter.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + SAMPLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
