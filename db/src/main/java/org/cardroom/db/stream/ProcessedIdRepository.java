package org.cardroom.db.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ids that were used, for 72 hours: what comes again is a replay. */
public final class ProcessedIdRepository {
    private static final String ADD =
            "INSERT INTO processed_event (id) SELECT unnest(?::uuid[]) ON CONFLICT DO NOTHING RETURNING id";
    /** By an array, because a join would read the whole table. */
    private static final String FORGET = "DELETE FROM processed_event WHERE id = ANY (ARRAY("
            + "SELECT id FROM processed_event WHERE at < now() - interval '72 hours' ORDER BY at LIMIT 10000 FOR UPDATE SKIP LOCKED))";

    private final Database database;
    private final JdbcClient jdbc;

    /** Those of this database. */
    public ProcessedIdRepository(Database database) {
        this.database = database;
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** Adds these ids, and returns those that were not there. */
    public Set<UUID> addUnseen(Collection<UUID> ids) {
        return StatementBatch.single(database, statements -> addUnseen(ids, statements));
    }

    /** The same, together with others. */
    public Supplier<Set<UUID>> addUnseen(Collection<UUID> ids, StatementBatch statements) {
        if (ids.isEmpty()) {
            return Set::of;
        }
        Supplier<List<UUID>> added =
                statements.query(ADD, (row, n) -> row.getObject(1, UUID.class), (Object) ids.toArray(UUID[]::new));
        return () -> new HashSet<>(added.get());
    }

    /** Forgets at most 10,000 of the old ones, and returns how many; 0 once none is left. */
    public int deleteExpired() {
        return jdbc.sql(FORGET).update();
    }
}
