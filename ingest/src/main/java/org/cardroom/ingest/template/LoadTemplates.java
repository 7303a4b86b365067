package org.cardroom.ingest.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Templates;
import org.cardroom.events.command.CannotRun;

/** Loads profile templates: all of a file, or none. */
public final class LoadTemplates {
    private static final String SAMPLE = "/sample-templates.json";

    private LoadTemplates() {}

    /**
     * Loads those of this file. A template that was loaded already and did not change stays as it is.
     *
     * @throws CannotRun if the file cannot be read, or naming every template that is not valid and why
     */
    public static List<Templates.Stored> from(Store store, Path file) {
        try {
            return load(store, TemplateFile.parse(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new CannotRun("cannot read the templates in " + file, e);
        }
    }

    /** Loads the three that come with Cardroom: gids-letter, piv-letter, user-pin. */
    public static List<Templates.Stored> sample(Store store) {
        try (InputStream in = LoadTemplates.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new IllegalStateException("the module has no " + SAMPLE);
            }
            return load(store, TemplateFile.parse(SAMPLE, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Templates.Stored> load(Store store, TemplateFile file) {
        Templates templates = new Templates(store);
        return store.inTransaction()
                .execute(
                        status -> file.templates().stream().map(templates::load).toList());
    }
}
