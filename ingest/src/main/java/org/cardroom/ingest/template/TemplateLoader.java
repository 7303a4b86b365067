package org.cardroom.ingest.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.events.command.EnvironmentException;

/** Loads profile templates: all of a file, or none if one is invalid. */
public final class TemplateLoader {
    private static final String SAMPLE = "/sample-templates.json";

    private TemplateLoader() {}

    /**
     * Loads the templates of this file. A template that did not change keeps its version.
     *
     * @throws EnvironmentException if the file cannot be read, or with each invalid template and the reason
     */
    public static List<ProfileTemplateRepository.StoredTemplate> loadFile(Database database, Path file) {
        try {
            return load(database, TemplateFile.parse(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the templates in " + file, e);
        }
    }

    /** Loads the three sample templates: gids-letter, piv-letter, user-pin. */
    public static List<ProfileTemplateRepository.StoredTemplate> loadSamples(Database database) {
        try (InputStream in = TemplateLoader.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new IllegalStateException("the module has no " + SAMPLE);
            }
            return load(database, TemplateFile.parse(SAMPLE, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProfileTemplateRepository.StoredTemplate> load(Database database, TemplateFile file) {
        ProfileTemplateRepository templates = new ProfileTemplateRepository(database);
        return database.inTransaction()
                .execute(status ->
                        file.templates().stream().map(templates::saveVersion).toList());
    }
}
