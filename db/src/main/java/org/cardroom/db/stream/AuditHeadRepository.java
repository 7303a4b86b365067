package org.cardroom.db.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.events.outcome.AuditChainHead;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where all audits stand, and whose they are. */
public final class AuditHeadRepository {
    private final JdbcClient jdbc;

    /** Those of this database. */
    public AuditHeadRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** The room that this database, and each copy of it, is of. */
    public UUID installationId() {
        return jdbc.sql("SELECT id FROM installation").query(UUID.class).single();
    }

    /** The heads by writer. */
    public Map<String, AuditChainHead> findAll() {
        UUID room = installationId();
        Map<String, AuditChainHead> heads = new HashMap<>();
        jdbc.sql("SELECT writer, number, hash FROM audit_head").query(row -> {
            heads.put(row.getString(1), new AuditChainHead(row.getString(1), row.getLong(2), row.getString(3), room));
        });
        return heads;
    }
}
