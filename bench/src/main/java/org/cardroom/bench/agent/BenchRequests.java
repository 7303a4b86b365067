package org.cardroom.bench.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.ingest.manifest.ManifestImporter;
import org.cardroom.ingest.template.TemplateLoader;

/** Imports a manifest for the cards of a benchmark. */
final class BenchRequests {
    private static final String TEMPLATE = "gids-letter";

    private BenchRequests() {}

    /** Imports requests for this many GIDS cards with PIN letters; writes the manifest into this folder. */
    static void importRequests(LocalSystem system, Path folder, int cards) throws IOException {
        StringBuilder manifest = new StringBuilder("person,template\n");
        for (int i = 1; i <= cards; i++) {
            manifest.append("person.").append(i).append(',').append(TEMPLATE).append('\n');
        }
        TemplateLoader.loadSamples(system.database());
        Path file = Files.writeString(folder.resolve("manifest.csv"), manifest);
        ManifestImporter.run(system.database(), file, UuidGenerator.next(), folder.resolve("rejects.csv"));
    }
}
