package org.cardroom.db.issuing;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/** Reads and writes versions of profile templates. A version never changes. */
public final class ProfileTemplateRepository {
    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public ProfileTemplateRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** A stored version of a template. */
    public record StoredTemplate(UUID id, int version, ProfileTemplate template) {}

    /** Saves a template as a new version, unless it equals the newest one. */
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

    /** Finds the newest version of a template. */
    public Optional<StoredTemplate> findNewest(String name) {
        return jdbc.sql("SELECT id, version, content FROM template WHERE name = ? ORDER BY version DESC LIMIT 1")
                .param(name)
                .query((row, n) -> stored(row))
                .optional();
    }

    /** Finds the newest version of each template, by name. */
    public List<StoredTemplate> findNewest() {
        return jdbc.sql("SELECT DISTINCT ON (name) id, version, content FROM template ORDER BY name, version DESC")
                .query((row, n) -> stored(row))
                .list();
    }

    /** Finds a version by id. */
    public Optional<StoredTemplate> find(UUID id) {
        return jdbc.sql("SELECT id, version, content FROM template WHERE id = ?")
                .param(id)
                .query((row, n) -> stored(row))
                .optional();
    }

    /** Finds all versions, by id. */
    public Map<UUID, ProfileTemplate> findAll() {
        Map<UUID, ProfileTemplate> all = new LinkedHashMap<>();
        jdbc.sql("SELECT id, version, content FROM template ORDER BY name, version")
                .query((row, n) -> stored(row))
                .list()
                .forEach(stored -> all.put(stored.id(), stored.template()));
        return all;
    }

    private static StoredTemplate stored(ResultSet row) throws SQLException {
        byte[] json = row.getString("content").getBytes(StandardCharsets.UTF_8);
        return new StoredTemplate(
                row.getObject("id", UUID.class), row.getInt("version"), MessageJson.read(json, ProfileTemplate.class));
    }

    private static String json(ProfileTemplate template) {
        return new String(MessageJson.write(template), StandardCharsets.UTF_8);
    }
}
