package org.cardroom.ingest.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import tools.jackson.databind.JsonNode;

/** The valid templates of a JSON array. */
record TemplateFile(List<ProfileTemplate> templates) {
    /**
     * Parses the array.
     *
     * @param source the name of the file, for messages
     * @throws EnvironmentException if it is not a JSON array, or with each invalid template and the reason
     */
    static TemplateFile parse(String source, byte[] json) {
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
        return new TemplateFile(templates);
    }

    private static JsonNode[] entries(String source, byte[] json) {
        try {
            return MessageJson.read(json, JsonNode[].class);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(source + " is not a JSON array of templates: " + e.getMessage(), e);
        }
    }
}
