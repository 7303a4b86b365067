package org.cardroom.ingest.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository.StoredTemplate;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import tools.jackson.databind.JsonNode;

/** Loads profile templates: all of a file, or none if one is invalid. */
public final class TemplateLoader {
    private static final String SAMPLE = "/sample-templates.json";

    private TemplateLoader() {}

    /**
     * Loads the templates of this file. A template that did not change keeps its version.
     * @throws EnvironmentException if the file cannot be read, or with each invalid template and the reason
     */
    public static List<StoredTemplate> loadFile(Database database, Path file) {
        try {
            return load(database, parse(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the templates in " + file, e);
        }
    }

    /** Loads the three sample templates: gids-letter, piv-letter, user-pin. */
    public static List<StoredTemplate> loadSamples(Database database) {
        try (InputStream in = TemplateLoader.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new IllegalStateException("the module has no " + SAMPLE);
            }
            return load(database, parse(SAMPLE, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<StoredTemplate> load(Database database, List<ProfileTemplate> templates) {
        ProfileTemplateRepository repository = new ProfileTemplateRepository(database);
        return database.inTransaction()
                .execute(status ->
                        templates.stream().map(repository::saveVersion).toList());
    }

    /** Parses the JSON array of a file. It reports all invalid templates at once. */
    private static List<ProfileTemplate> parse(String source, byte[] json) {
        List<ProfileTemplate> templates = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode entry : entries(source, json)) {
            String name = entry.path("name").asString("(without a name)");
            try {
                ProfileTemplate template = MessageJson.read(MessageJson.write(entry), ProfileTemplate.class);
                if (!names.add(template.name())) {
                    throw new IllegalArgumentException("the file has two templates of this name");
                }
                templates.add(template);
            } catch (IllegalArgumentException e) {
                refused.add("template '" + name + "': " + e.getMessage());
            }
        }
        if (!refused.isEmpty()) {
            throw new EnvironmentException("no template of " + source + " was loaded; " + String.join("; ", refused));
        }
        return templates;
    }

    private static JsonNode[] entries(String source, byte[] json) {
        try {
            return MessageJson.read(json, JsonNode[].class);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(source + " is not a JSON array of templates: " + e.getMessage(), e);
        }
    }
}
