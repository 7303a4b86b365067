package org.cardroom.db.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.cardroom.db.Database;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The batch that the day's HTTP requests belong to, {@code http 2026-01-31} in UTC: a batch is closed by itself, and so
 * there is one a day. It counts as wholly imported once the next day's was begun.
 */
public final class DailyHttpBatch {
    private static final String BEGIN = "INSERT INTO batch (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String END =
            "UPDATE batch SET imported = now() WHERE imported IS NULL AND name LIKE 'http ____-__-__' AND id <> ?";

    private final JdbcClient jdbc;
    private final Clock clock;

    /** In this database. */
    public DailyHttpBatch(Database database, Clock clock) {
        jdbc = JdbcClient.create(database.dataSource());
        this.clock = clock;
    }

    /** The id of the batch of this day in UTC. */
    public static UUID idOf(LocalDate day) {
        return UUID.nameUUIDFromBytes(name(day).getBytes(StandardCharsets.UTF_8));
    }

    private static String name(LocalDate day) {
        return "http " + day;
    }

    /** Its id, in the caller's transaction; the day's first request begins it. */
    UUID openToday() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String name = name(day);
        UUID id = idOf(day);
        if (jdbc.sql(BEGIN).params(id, name).update() == 1) {
            jdbc.sql(END).param(id).update();
        }
        return id;
    }
}
