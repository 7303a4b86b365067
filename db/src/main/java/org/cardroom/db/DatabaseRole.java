package org.cardroom.db;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Roles of PostgreSQL, one for each part of Cardroom, with the rights that it needs. {@code
 * db/migration/afterMigrate.sql} grants them.
 */
public enum DatabaseRole {
    /** Owns the tables. */
    MIGRATION,
    PROCESSOR,
    GATEWAY,
    INGEST,
    /** Reads all but passwords, letters and unpublished messages. */
    READONLY;

    /** Returns the name in PostgreSQL. */
    public String roleName() {
        return "cardroom_" + name().toLowerCase(Locale.ROOT);
    }

    static void createAll(JdbcClient jdbc) {
        for (DatabaseRole role : values()) {
            jdbc.sql("DO $$ BEGIN CREATE ROLE " + role.roleName() + " LOGIN;"
                            + " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$")
                    .update();
        }
        String all = Arrays.stream(values()).map(DatabaseRole::roleName).collect(Collectors.joining(", "));
        String database = jdbc.sql("SELECT quote_ident(current_database())")
                .query(String.class)
                .single();
        jdbc.sql("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC").update();
        jdbc.sql("GRANT CONNECT ON DATABASE " + database + " TO " + all).update();
        jdbc.sql("REVOKE ALL ON SCHEMA public FROM PUBLIC").update();
        jdbc.sql("GRANT USAGE ON SCHEMA public TO " + all).update();
        jdbc.sql("GRANT CREATE ON SCHEMA public TO " + MIGRATION.roleName()).update();
    }
}
