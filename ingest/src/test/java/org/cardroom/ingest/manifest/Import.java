package org.cardroom.ingest.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.ingest.template.LoadTemplates;
import org.cardroom.lab.servers.Servers;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the sample templates, and the import of one manifest after another. */
final class Import implements AutoCloseable {
    final Database store;
    final Path manifest;
    final Path rejects;
    UUID batch = UuidGenerator.next();

    Import(Path folder) {
        store = Database.open(Servers.shared().freshDatabase(), null, null);
        LoadTemplates.sample(store);
        manifest = folder.resolve("manifest.csv");
        rejects = ImportManifest.rejectsBeside(manifest);
    }

    /** Imports these lines as a new batch. */
    ImportManifest.Counts of(String... lines) throws IOException {
        return of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    ImportManifest.Counts of(byte[] bytes) throws IOException {
        Files.write(manifest, bytes);
        batch = UuidGenerator.next();
        return again();
    }

    /** Imports the same file as the same batch. */
    ImportManifest.Counts again() {
        return ImportManifest.run(store, manifest, batch, rejects);
    }

    /** What became of the lines, in their order. */
    List<BatchRepository.LineResult> results() {
        return new BatchRepository(store).findResults(batch, 0, 10_000);
    }

    /** The persons whose requests wait, in the order of their lines. */
    List<String> persons() {
        return results().stream()
                .filter(result -> result.status() != null)
                .map(BatchRepository.LineResult::person)
                .toList();
    }

    /** Our own id of the request that the manifest calls so. */
    String idOf(String requestId) {
        return JdbcClient.create(store.dataSource())
                .sql("SELECT id::text FROM request WHERE external_id = ?")
                .param(requestId)
                .query(String.class)
                .single();
    }

    void loseRequests() {
        JdbcClient.create(store.dataSource()).sql("DELETE FROM request").update();
    }

    List<String> rejected() throws IOException {
        return Files.readAllLines(rejects, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        store.close();
    }
}
