package org.cardroom.db.issuing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The batches: one a manifest, and one for each day's requests over HTTP. */
public final class BatchRepository {
    private static final String WAITING = "SELECT r.id, r.kind, r.algorithm, r.named_card, r.station, c.card_id"
            + " FROM request r LEFT JOIN card c ON c.id = r.card ";

    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE status = 8) AS issued,
                   count(*) FILTER (WHERE status IN (4, 9, 17)) AS failed,
                   count(*) FILTER (WHERE status IN (3, 16, 18)) AS pending,
                   (SELECT count(*) FROM rejected_line WHERE batch = :batch) AS rejected
            FROM request WHERE batch = :batch
            """;
    private static final String RESULTS = """
            SELECT line, external_id, person, coalesce(c.card_id, r.named_card) AS card_id, r.kind, r.status, r.reason,
                   c.confirmed_version, r.attempts, r.started, r.completed
            FROM (SELECT * FROM request WHERE batch = :batch AND line > :after ORDER BY line LIMIT :most) r
                LEFT JOIN LATERAL (SELECT card_id, confirmed_version FROM card WHERE id = r.card) c ON true
            UNION ALL
            SELECT line, external_id, person, NULL, NULL, NULL, reasons, NULL, 0, NULL, NULL
            FROM rejected_line WHERE batch = :batch AND line > :after
            ORDER BY line LIMIT :most
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate named;

    /** Those of this database. */
    public BatchRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
        named = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /** What became of a batch's lines so far: every line is in one of the four. */
    public record BatchCounts(int issued, int failed, int rejected, int pending) {
        /** All lines of the manifest. */
        public int requested() {
            return issued + failed + rejected + pending;
        }
    }

    /**
     * What became of one line.
     *
     * @param line its number in the manifest
     * @param status absent where the line was rejected
     * @param keyVersion of the key on the card; absent where it has no card
     * @param duration from the first instruction to the end; absent where it has not both
     */
    public record LineResult(
            int line,
            @Nullable String request,
            @Nullable String person,
            @Nullable String cardId,
            @Nullable String kind,
            @Nullable RequestStatus status,
            @Nullable String reason,
            @Nullable Integer keyVersion,
            int attempts,
            @Nullable Duration duration) {}

    /** A line that did not become a request. */
    public record RejectedLine(
            int line, @Nullable String externalId, @Nullable String person, String reasons) {}

    /** Starts a batch of this name; the id is drawn by the caller, so that doing it again does nothing. */
    public void create(UUID id, String name) {
        jdbc.sql("INSERT INTO batch (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(id, name)
                .update();
    }

    /** Ties a batch to the manifest of this SHA-256; false if it is tied to another one. */
    public boolean linkManifest(UUID id, String sha256) {
        return jdbc.sql("UPDATE batch SET manifest = ? WHERE id = ? AND coalesce(manifest, ?) = ?")
                        .params(sha256, id, sha256, sha256)
                        .update()
                == 1;
    }

    /** The newest batch that was begun from the manifest of this SHA-256 and not wholly read. */
    public Optional<UUID> findUnfinished(String sha256) {
        return jdbc.sql("SELECT id FROM batch WHERE manifest = ? AND imported IS NULL ORDER BY created DESC LIMIT 1")
                .param(sha256)
                .query(UUID.class)
                .optional();
    }

    /** Notes that its whole manifest was read. */
    public void markImported(UUID id) {
        jdbc.sql("UPDATE batch SET imported = coalesce(imported, now()) WHERE id = ?")
                .param(id)
                .update();
    }

    /** Notes that all its lines came to their end; true the first time, and never before all of it was imported. */
    public boolean markClosed(UUID id) {
        return jdbc.sql("UPDATE batch SET closed = now() WHERE id = ? AND closed IS NULL AND imported IS NOT NULL")
                        .param(id)
                        .update()
                == 1;
    }

    /** Whether there is such a batch. */
    public boolean exists(UUID id) {
        return jdbc.sql("SELECT count(*) FROM batch WHERE id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The newest batch that is not closed. */
    public Optional<UUID> findNewestOpen() {
        return jdbc.sql("SELECT id FROM batch WHERE closed IS NULL ORDER BY created DESC LIMIT 1")
                .query(UUID.class)
                .optional();
    }

    /** Keeps the lines that were rejected; a line is kept once. */
    public void saveRejectedLines(UUID batch, Collection<RejectedLine> lines) {
        String sql = "INSERT INTO rejected_line (batch, line, external_id, person, reasons)"
                + " VALUES (:batch, :line, :external_id, :person, :reasons) ON CONFLICT DO NOTHING";
        MapSqlParameterSource[] rows = lines.stream()
                .map(line -> new MapSqlParameterSource("batch", batch)
                        .addValue("line", line.line())
                        .addValue("external_id", line.externalId())
                        .addValue("person", line.person())
                        .addValue("reasons", line.reasons()))
                .toArray(MapSqlParameterSource[]::new);
        named.batchUpdate(sql, rows);
    }

    /** Why its rejected lines were rejected, by line number. */
    public Map<Integer, String> findRejectionReasons(UUID batch) {
        Map<Integer, String> reasons = new HashMap<>();
        jdbc.sql("SELECT line, reasons FROM rejected_line WHERE batch = ?")
                .param(batch)
                .query(row -> {
                    reasons.put(row.getInt(1), row.getString(2));
                });
        return reasons;
    }

    /** Counts its lines. */
    public BatchCounts countLines(UUID batch) {
        return jdbc.sql(COUNT)
                .param("batch", batch)
                .query((row, n) -> new BatchCounts(
                        row.getInt("issued"), row.getInt("failed"), row.getInt("rejected"), row.getInt("pending")))
                .single();
    }

    /** Its lines in order, the next so many after a line. */
    public List<LineResult> findResults(UUID batch, int after, int most) {
        return jdbc.sql(RESULTS)
                .param("batch", batch)
                .param("after", after)
                .param("most", most)
                .query((row, n) -> result(row))
                .list();
    }

    private static LineResult result(ResultSet row) throws SQLException {
        Integer status = row.getObject("status", Integer.class);
        return new LineResult(
                row.getInt("line"),
                row.getString("external_id"),
                row.getString("person"),
                row.getString("card_id"),
                row.getString("kind"),
                status == null ? null : RequestStatus.fromNumber(status),
                row.getString("reason"),
                row.getObject("confirmed_version", Integer.class),
                row.getInt("attempts"),
                between(
                        row.getObject("started", OffsetDateTime.class),
                        row.getObject("completed", OffsetDateTime.class)));
    }

    /** Deletes the PINs that were held for its cards: nobody will ask for them again. Returns how many. */
    public int deleteHeldPins(UUID batch) {
        return jdbc.sql("UPDATE card SET held_pin = NULL WHERE held_pin IS NOT NULL"
                        + " AND id = ANY (ARRAY(SELECT card FROM request WHERE batch = ? AND card IS NOT NULL))")
                .param(batch)
                .update();
    }

    /** The requests of a batch that wait, as the demo needs them: kind, algorithm, named card, station. */
    public List<OpenRequest> waiting(UUID batch) {
        return findOpenRequests(batch, Integer.MAX_VALUE);
    }

    /** The first so many of them. */
    public List<OpenRequest> findOpenRequests(UUID batch, int most) {
        String sql = WAITING + "WHERE r.batch = ? AND r.status IN (3, 18) ORDER BY r.line LIMIT ?";
        return jdbc.sql(sql).params(batch, most).query((row, n) -> waiting(row)).list();
    }

    private static OpenRequest waiting(ResultSet row) throws SQLException {
        return new OpenRequest(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("algorithm"),
                row.getString("card_id") == null ? row.getString("named_card") : row.getString("card_id"),
                row.getString("station"));
    }

    /** The first so many of any batch that nobody works over HTTP. */
    public List<OpenRequest> findOpenRequestsForAgents(int most) {
        String sql =
                WAITING + "WHERE r.status IN (3, 18) AND c.worked_over_http IS NOT TRUE ORDER BY r.priority DESC, r.id LIMIT ?";
        return jdbc.sql(sql).param(most).query((row, n) -> waiting(row)).list();
    }

    /** A request that is not at its end, and the card that it has or names. */
    public record OpenRequest(
            UUID request,
            String kind,
            String algorithm,
            @Nullable String cardId,
            @Nullable String station) {}

    private static @Nullable Duration between(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
        return from == null || to == null ? null : Duration.between(from, to);
    }
}
