package org.cardroom.db.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.events.channel.ProcessorChannels;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replay protection: stores ids of processed events and sessions for 72 hours, longer than their channel is accepted. */
public final class ProcessedIdRepository {
    private static final long RETENTION_HOURS =
            ProcessorChannels.MAX_AGE.plusDays(1).toHours();
    private static final String ADD =
            "INSERT INTO processed_event (id) SELECT unnest(?::uuid[]) ON CONFLICT DO NOTHING RETURNING id";
    /** Selects by an array, because a join would read the whole table. */
    private static final String DELETE_EXPIRED = "DELETE FROM processed_event WHERE id = ANY (ARRAY("
            + "SELECT id FROM processed_event WHERE at < now() - interval '" + RETENTION_HOURS + " hours'"
            + " ORDER BY at LIMIT 10000 FOR UPDATE SKIP LOCKED))";

    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public ProcessedIdRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** Adds ids and returns those that were not stored yet. */
    public Supplier<Set<UUID>> addUnseen(Collection<UUID> ids, StatementBatch statements) {
        if (ids.isEmpty()) {
            return Set::of;
        }
        Supplier<List<UUID>> added =
                statements.query(ADD, (row, n) -> row.getObject(1, UUID.class), (Object) ids.toArray(UUID[]::new));
        return () -> new HashSet<>(added.get());
    }

    /** Deletes at most 10,000 expired ids and returns their number. */
    public int deleteExpired() {
        return jdbc.sql(DELETE_EXPIRED).update();
    }
}
