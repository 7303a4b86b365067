package org.cardroom.db.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.events.outcome.AuditChainHead;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the heads of all audit chains and the installation id. */
public final class AuditHeadRepository {
    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public AuditHeadRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** Returns the id of the installation, shared by all backups of the database. */
    public UUID installationId() {
        return jdbc.sql("SELECT id FROM installation").query(UUID.class).single();
    }

    /** Finds the heads of all chains, by writer. */
    public Map<String, AuditChainHead> findAll() {
        UUID installation = installationId();
        Map<String, AuditChainHead> heads = new HashMap<>();
        jdbc.sql("SELECT writer, number, hash FROM audit_head").query(row -> {
            heads.put(
                    row.getString(1),
                    new AuditChainHead(row.getString(1), row.getLong(2), row.getString(3), installation));
        });
        return heads;
    }
}
