package org.cardroom.db.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.cardroom.db.Database;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The batch of a day's HTTP requests, {@code http 2026-01-31} in UTC. One batch a day, so that each can be closed: it counts
 * as imported when the next day's batch is created.
 */
public final class DailyHttpBatch {
    private static final String CREATE = "INSERT INTO batch (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String MARK_OTHERS_IMPORTED =
            "UPDATE batch SET imported = now() WHERE imported IS NULL AND name LIKE 'http ____-__-__' AND id <> ?";

    private final JdbcClient jdbc;
    private final Clock clock;

    /** Creates it over this database. */
    public DailyHttpBatch(Database database, Clock clock) {
        jdbc = JdbcClient.create(database.dataSource());
        this.clock = clock;
    }

    /** Returns the id of the batch of a day in UTC. */
    public static UUID idOf(LocalDate day) {
        return UUID.nameUUIDFromBytes(name(day).getBytes(StandardCharsets.UTF_8));
    }

    private static String name(LocalDate day) {
        return "http " + day;
    }

    /** Returns today's batch, creating it for the first request of the day, in the caller's transaction. */
    UUID openToday() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String name = name(day);
        UUID id = idOf(day);
        if (jdbc.sql(CREATE).params(id, name).update() == 1) {
            jdbc.sql(MARK_OTHERS_IMPORTED).param(id).update();
        }
        return id;
    }
}
