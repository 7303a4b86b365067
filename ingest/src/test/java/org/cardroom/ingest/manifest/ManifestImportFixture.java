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
import org.cardroom.ingest.template.TemplateLoader;
import org.cardroom.testkit.servers.TestServers;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the sample templates, and a manifest file to import. */
public final class ManifestImportFixture implements AutoCloseable {
    final Database store;
    final Path manifest;
    final Path rejects;
    UUID batch = UuidGenerator.next();

    /** Returns the JDBC URL of a new migrated database of an installation of its own. */
    public static String createDatabase() {
        return TestServers.shared()
                .createMigratedDatabase(
                        url -> Database.migrate(url, null, null), "UPDATE installation SET id = gen_random_uuid()");
    }

    ManifestImportFixture(Path folder) {
        store = Database.open(createDatabase(), null, null);
        TemplateLoader.loadSamples(store);
        manifest = folder.resolve("manifest.csv");
        rejects = ManifestImporter.defaultRejectFile(manifest);
    }

    /** Imports these lines as a new batch. */
    ManifestImporter.Counts importNew(String... lines) throws IOException {
        return importNew(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    ManifestImporter.Counts importNew(byte[] bytes) throws IOException {
        Files.write(manifest, bytes);
        batch = UuidGenerator.next();
        return importAgain();
    }

    /** Imports the same file as the same batch. */
    ManifestImporter.Counts importAgain() {
        return ManifestImporter.run(store, manifest, batch, rejects);
    }

    /** Returns the results of all lines, in order. */
    List<BatchRepository.LineResult> results() {
        return new BatchRepository(store).findResults(batch, 0, 10_000);
    }

    /** Returns the persons of the open requests, by line. */
    List<String> persons() {
        return results().stream()
                .filter(result -> result.status() != null)
                .map(BatchRepository.LineResult::person)
                .toList();
    }

    /** Returns the UUID of the request with this id of the manifest. */
    String requestUuid(String requestId) {
        return JdbcClient.create(store.dataSource())
                .sql("SELECT id::text FROM request WHERE external_id = ?")
                .param(requestId)
                .query(String.class)
                .single();
    }

    void deleteRequests() {
        JdbcClient.create(store.dataSource()).sql("DELETE FROM request").update();
    }

    List<String> rejectFileLines() throws IOException {
        return Files.readAllLines(rejects, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        store.close();
    }
}
