package org.cardroom.db;

import java.util.Optional;
import javax.sql.DataSource;
import org.cardroom.events.command.EnvironmentException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The version of the schema in a database, which Flyway records in {@code flyway_schema_history}. */
final class SchemaVersion {
    /** The newest migration of this program. */
    static final int NEEDED = 1;

    private final DataSource database;
    private final String name;

    /** @param name of the database in messages */
    SchemaVersion(DataSource database, String name) {
        this.database = database;
        this.name = name;
    }

    /** @throws EnvironmentException if the schema has another version than this program needs */
    void check() {
        int version = find().orElseThrow(() ->
                new EnvironmentException(name + " has no schema: run ./cardroom db migrate, or restore a backup"));
        if (version != NEEDED) {
            throw new EnvironmentException(name + " has schema version " + version + ", this program needs " + NEEDED
                    + (version < NEEDED ? ": run ./cardroom db migrate" : ": use a newer program"));
        }
    }

    private Optional<Integer> find() {
        JdbcClient jdbc = JdbcClient.create(database);
        try {
            boolean exists = jdbc.sql("SELECT to_regclass('flyway_schema_history') IS NOT NULL")
                    .query(Boolean.class)
                    .single();
            return exists ? Optional.of(readNewest(jdbc)) : Optional.empty();
        } catch (DataAccessException e) {
            throw new EnvironmentException(
                    name + " refuses to tell its schema version: " + Database.firstLine(e)
                            + "; run ./cardroom db init-roles, then ./cardroom db migrate",
                    e);
        }
    }

    private static int readNewest(JdbcClient jdbc) {
        return jdbc.sql("SELECT coalesce(max(version::int), 0) FROM flyway_schema_history WHERE success")
                .query(Integer.class)
                .single();
    }

    /** @throws EnvironmentException if a migration fails, or another one was applied before */
    void migrate() {
        try {
            Flyway.configure().dataSource(database).load().migrate();
        } catch (FlywayException e) {
            throw new EnvironmentException(name + " cannot be migrated: " + Database.firstLine(e), e);
        }
    }
}
