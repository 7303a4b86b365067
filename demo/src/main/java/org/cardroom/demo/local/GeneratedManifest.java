package org.cardroom.demo.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.ingest.manifest.ManifestImporter;
import org.cardroom.ingest.template.TemplateLoader;

/** Generates a manifest of requests for sample templates and imports it. */
public final class GeneratedManifest {
    private GeneratedManifest() {}

    /**
     * Imports requests as a new batch; the manifest and its rejects stay in the directory.
     * @param templates names of sample templates, used in turn
     */
    public static void importInto(Database database, Path directory, UUID batch, int requests, List<String> templates) {
        StringBuilder manifest = new StringBuilder("person,template\n");
        for (int i = 1; i <= requests; i++) {
            String template = templates.get(i % templates.size());
            manifest.append("person." + i + "," + template + "\n");
        }
        TemplateLoader.loadSamples(database);
        try {
            Path file = Files.writeString(directory.resolve("manifest.csv"), manifest);
            ManifestImporter.run(database, file, batch, directory.resolve("rejects.csv"));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write the manifest in " + directory, e);
        }
    }
}
