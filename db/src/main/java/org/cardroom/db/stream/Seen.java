package org.cardroom.db.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ids that were used, for 72 hours: what comes again is a replay. */
public final class Seen {
    private static final String ADD =
            "INSERT INTO seen (id) SELECT unnest(?::uuid[]) ON CONFLICT DO NOTHING RETURNING id";
    /** By an array, because a join would read the whole table. */
    private static final String FORGET = "DELETE FROM seen WHERE id = ANY (ARRAY("
            + "SELECT id FROM seen WHERE at < now() - interval '72 hours' ORDER BY at LIMIT 10000 FOR UPDATE SKIP LOCKED))";

    private final Store store;
    private final JdbcClient jdbc;

    /** Those of this database. */
    public Seen(Store store) {
        this.store = store;
        jdbc = JdbcClient.create(store.dataSource());
    }

    /** Adds these ids, and returns those that were not there. */
    public Set<UUID> add(Collection<UUID> ids) {
        return Trip.alone(store, trip -> add(ids, trip));
    }

    /** The same, together with others. */
    public Supplier<Set<UUID>> add(Collection<UUID> ids, Trip trip) {
        if (ids.isEmpty()) {
            return Set::of;
        }
        Supplier<List<UUID>> added =
                trip.ask(ADD, (row, n) -> row.getObject(1, UUID.class), (Object) ids.toArray(UUID[]::new));
        return () -> new HashSet<>(added.get());
    }

    /** Forgets at most 10,000 of the old ones, and returns how many; 0 once none is left. */
    public int forgetOld() {
        return jdbc.sql(FORGET).update();
    }
}
