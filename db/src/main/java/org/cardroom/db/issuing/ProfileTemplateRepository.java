package org.cardroom.db.issuing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The profile templates. A version never changes; loading a changed template makes the next one. */
public final class ProfileTemplateRepository {
    private final JdbcClient jdbc;

    /** Those of this database. */
    public ProfileTemplateRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** A template as it is stored. */
    public record StoredTemplate(UUID id, int version, ProfileTemplate template) {}

    /** Stores a template; one that is stored already, unchanged, stays as it is. */
    public StoredTemplate saveVersion(ProfileTemplate template) {
        Optional<StoredTemplate> newest = findNewest(template.name());
        if (newest.isPresent() && newest.get().template().equals(template)) {
            return newest.get();
        }
        StoredTemplate stored = new StoredTemplate(
                UuidGenerator.next(), newest.map(StoredTemplate::version).orElse(0) + 1, template);
        jdbc.sql("INSERT INTO template (id, name, version, content) VALUES (?, ?, ?, ?::jsonb)")
                .params(stored.id(), template.name(), stored.version(), json(template))
                .update();
        return stored;
    }

    /** The newest version of this name. */
    public Optional<StoredTemplate> findNewest(String name) {
        return jdbc.sql("SELECT id, version, content FROM template WHERE name = ? ORDER BY version DESC LIMIT 1")
                .param(name)
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .optional();
    }

    /** The newest version of each name, by name. */
    public List<StoredTemplate> findNewest() {
        return jdbc.sql("SELECT DISTINCT ON (name) id, version, content FROM template ORDER BY name, version DESC")
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .list();
    }

    /** The version of this id. */
    public Optional<StoredTemplate> find(UUID id) {
        return jdbc.sql("SELECT id, version, content FROM template WHERE id = ?")
                .param(id)
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .optional();
    }

    /** All versions by id. */
    public Map<UUID, ProfileTemplate> findAll() {
        Map<UUID, ProfileTemplate> all = new LinkedHashMap<>();
        List<StoredTemplate> rows = jdbc.sql("SELECT id, version, content FROM template ORDER BY name, version")
                .query((row, n) -> stored(row.getObject("id", UUID.class), row.getInt("version"), row.getString(3)))
                .list();
        rows.forEach(row -> all.put(row.id(), row.template()));
        return all;
    }

    private static StoredTemplate stored(UUID id, int version, String content) {
        return new StoredTemplate(
                id, version, MessageJson.read(content.getBytes(StandardCharsets.UTF_8), ProfileTemplate.class));
    }

    private static String json(ProfileTemplate template) {
        return new String(MessageJson.write(template), StandardCharsets.UTF_8);
    }
}
