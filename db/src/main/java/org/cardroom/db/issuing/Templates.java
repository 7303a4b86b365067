package org.cardroom.db.issuing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The profile templates. A version never changes; loading a changed template makes the next one. */
public final class Templates {
    private final JdbcClient jdbc;

    /** Those of this database. */
    public Templates(Store store) {
        jdbc = JdbcClient.create(store.dataSource());
    }

    /** A template as it is stored. */
    public record Stored(UUID id, int version, Template template) {}

    /** Stores a template; one that is stored already, unchanged, stays as it is. */
    public Stored load(Template template) {
        Optional<Stored> newest = newest(template.name());
        if (newest.isPresent() && newest.get().template().equals(template)) {
            return newest.get();
        }
        Stored stored = new Stored(Ids.next(), newest.map(Stored::version).orElse(0) + 1, template);
        jdbc.sql("INSERT INTO template (id, name, version, content) VALUES (?, ?, ?, ?::jsonb)")
                .params(stored.id(), template.name(), stored.version(), json(template))
                .update();
        return stored;
    }

    /** The newest version of this name. */
    public Optional<Stored> newest(String name) {
        return jdbc.sql("SELECT id, version, content FROM template WHERE name = ? ORDER BY version DESC LIMIT 1")
                .param(name)
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .optional();
    }

    /** The newest version of each name, by name. */
    public List<Stored> newest() {
        return jdbc.sql("SELECT DISTINCT ON (name) id, version, content FROM template ORDER BY name, version DESC")
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .list();
    }

    /** The version of this id. */
    public Optional<Stored> find(UUID id) {
        return jdbc.sql("SELECT id, version, content FROM template WHERE id = ?")
                .param(id)
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .optional();
    }

    /** All versions by id. */
    public Map<UUID, Template> all() {
        Map<UUID, Template> all = new LinkedHashMap<>();
        List<Stored> rows = jdbc.sql("SELECT id, version, content FROM template ORDER BY name, version")
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .list();
        rows.forEach(row -> all.put(row.id(), row.template()));
        return all;
    }

    private static Stored stored(UUID id, int version, String content) {
        return new Stored(id, version, Json.read(content.getBytes(StandardCharsets.UTF_8), Template.class));
    }

    private static String json(Template template) {
        return new String(Json.write(template), StandardCharsets.UTF_8);
    }
}
