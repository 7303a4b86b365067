package org.cardroom.db.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.events.message.AuditHead;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where all audits stand, and whose they are. */
public final class Heads {
    private final JdbcClient jdbc;

    /** Those of this database. */
    public Heads(Store store) {
        jdbc = JdbcClient.create(store.dataSource());
    }

    /** The room that this database, and each copy of it, is of. */
    public UUID room() {
        return jdbc.sql("SELECT id FROM room").query(UUID.class).single();
    }

    /** The heads by writer. */
    public Map<String, AuditHead> all() {
        UUID room = room();
        Map<String, AuditHead> heads = new HashMap<>();
        jdbc.sql("SELECT writer, number, hash FROM audit_head").query(row -> {
            heads.put(row.getString(1), new AuditHead(row.getString(1), row.getLong(2), row.getString(3), room));
        });
        return heads;
    }
}
