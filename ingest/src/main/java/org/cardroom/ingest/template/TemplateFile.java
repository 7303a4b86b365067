package org.cardroom.ingest.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardroom.db.issuing.Template;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.Json;
import tools.jackson.databind.JsonNode;

/** The templates of a JSON array, all of them valid. */
record TemplateFile(List<Template> templates) {
    /**
     * Reads the array.
     *
     * @throws CannotRun if it is none, or naming every template that is not valid and why
     */
    static TemplateFile parse(String source, byte[] json) {
        List<Template> templates = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode entry : entries(source, json)) {
            String name = entry.path("name").asString("(without a name)");
            try {
                Template template = Json.read(Json.write(entry), Template.class);
                if (!names.add(template.name())) {
                    throw new IllegalArgumentException("it is there twice");
                }
                templates.add(template);
            } catch (IllegalArgumentException e) {
                refused.add("template '" + name + "': " + e.getMessage());
            }
        }
        if (!refused.isEmpty()) {
            throw new CannotRun("none of the templates in " + source + " is loaded; " + String.join("; ", refused));
        }
        return new TemplateFile(templates);
    }

    private static JsonNode[] entries(String source, byte[] json) {
        try {
            return Json.read(json, JsonNode[].class);
        } catch (IllegalArgumentException e) {
            throw new CannotRun(source + " is not a JSON array of templates: " + e.getMessage(), e);
        }
    }
}
