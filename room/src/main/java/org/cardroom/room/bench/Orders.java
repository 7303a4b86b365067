package org.cardroom.room.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.ingest.manifest.ManifestImporter;
import org.cardroom.ingest.template.TemplateLoader;
import org.cardroom.room.hall.Room;

/** Requests for what is to be issued while something is measured. */
final class Orders {
    private static final String TEMPLATE = "gids-letter";

    private Orders() {}

    /** For so many GIDS cards with a key and a PIN of their own; the files stay in this folder. */
    static void place(Room room, Path folder, int cards) throws IOException {
        StringBuilder manifest = new StringBuilder("person,template\n");
        for (int i = 1; i <= cards; i++) {
            manifest.append("person.").append(i).append(',').append(TEMPLATE).append('\n');
        }
        TemplateLoader.loadSamples(room.store());
        Path file = Files.writeString(folder.resolve("manifest.csv"), manifest);
        ManifestImporter.run(room.store(), file, UuidGenerator.next(), folder.resolve("rejects.csv"));
    }
}
