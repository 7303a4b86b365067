package org.cardroom.db.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Store;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ids that were used, for 72 hours: what comes again is a replay. */
public final class Seen {
    private static final String ADD = "INSERT INTO seen (id) SELECT unnest(?) ON CONFLICT DO NOTHING RETURNING id";
    /** By an array, because a join would read the whole table. */
    private static final String FORGET = "DELETE FROM seen WHERE id = ANY (ARRAY("
            + "SELECT id FROM seen WHERE at < now() - interval '72 hours' ORDER BY at LIMIT 10000 FOR UPDATE SKIP LOCKED))";

    private final JdbcClient jdbc;

    /** Those of this database. */
    public Seen(Store store) {
        jdbc = JdbcClient.create(store.dataSource());
    }

    /** Adds these ids, and returns those that were not there. */
    public Set<UUID> add(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.sql(ADD).param(ids.toArray(UUID[]::new)).query(UUID.class).list());
    }

    /** Forgets at most 10,000 of the old ones, and returns how many; 0 once none is left. */
    public int forgetOld() {
        return jdbc.sql(FORGET).update();
    }
}
