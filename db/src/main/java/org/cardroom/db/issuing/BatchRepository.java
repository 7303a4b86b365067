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
import org.cardroom.db.StatusLiterals;
import org.cardroom.domain.request.RequestStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes batches: one for each manifest and one for each day's HTTP requests. */
public final class BatchRepository {
    private static final String OPEN = StatusLiterals.expand("""
            SELECT r.id, r.kind, r.algorithm, coalesce(c.card_id, r.named_card) AS card_id, r.station
            FROM request r LEFT JOIN card c ON c.id = r.card WHERE r.status IN ({APPROVED}, {EXECUTING}) AND\s""");

    private static final String COUNT = StatusLiterals.expand("""
            SELECT count(*) FILTER (WHERE status = {COMPLETED}) AS issued,
                   count(*) FILTER (WHERE status IN ({DENIED}, {FAILED}, {CANCELED})) AS failed,
                   count(*) FILTER (WHERE status IN ({APPROVED}, {PENDING}, {EXECUTING})) AS pending,
                   (SELECT count(*) FROM rejected_line WHERE batch = :batch) AS rejected
            FROM request WHERE batch = :batch
            """);
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

    /** Creates a repository over this database. */
    public BatchRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
        named = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /** Counts of a batch's lines; each line is in one of the four. */
    public record BatchCounts(int issued, int failed, int rejected, int pending) {
        /** All lines of the manifest. */
        public int requested() {
            return issued + failed + rejected + pending;
        }
    }

    /**
     * Result of one line.
     * @param line number in the manifest
     * @param status null if the line was rejected
     * @param keyVersion master key version of the card's key; null without a card
     * @param duration from the first instruction to completion; null if either is missing
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

    /** A manifest line that did not become a request. */
    public record RejectedLine(
            int line, @Nullable String externalId, @Nullable String person, String reasons) {}

    /** Creates a batch; does nothing if the id exists. */
    public void create(UUID id, String name) {
        jdbc.sql("INSERT INTO batch (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(id, name)
                .update();
    }

    /** Links a batch to the SHA-256 of its manifest; returns false if it is linked to another one. */
    public boolean linkManifest(UUID id, String sha256) {
        return jdbc.sql("UPDATE batch SET manifest_sha256 = ? WHERE id = ? AND coalesce(manifest_sha256, ?) = ?")
                        .params(sha256, id, sha256, sha256)
                        .update()
                == 1;
    }

    /** Finds the newest batch with this manifest SHA-256 whose import is incomplete. */
    public Optional<UUID> findUnfinished(String sha256) {
        return jdbc.sql(
                        "SELECT id FROM batch WHERE manifest_sha256 = ? AND imported IS NULL ORDER BY created DESC LIMIT 1")
                .param(sha256)
                .query(UUID.class)
                .optional();
    }

    /** Marks a batch as completely imported. */
    public void markImported(UUID id) {
        jdbc.sql("UPDATE batch SET imported = coalesce(imported, now()) WHERE id = ?")
                .param(id)
                .update();
    }

    /** Marks an imported batch as closed; returns true the first time, false before the import is complete. */
    public boolean markClosed(UUID id) {
        return jdbc.sql("UPDATE batch SET closed = now() WHERE id = ? AND closed IS NULL AND imported IS NOT NULL")
                        .param(id)
                        .update()
                == 1;
    }

    /** Whether the batch exists. */
    public boolean exists(UUID id) {
        return jdbc.sql("SELECT count(*) FROM batch WHERE id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Finds the newest batch that is not closed. */
    public Optional<UUID> findNewestOpen() {
        return jdbc.sql("SELECT id FROM batch WHERE closed IS NULL ORDER BY created DESC LIMIT 1")
                .query(UUID.class)
                .optional();
    }

    /** Saves rejected lines; ignores lines that are saved already. */
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

    /** Finds the reasons of the rejected lines, by line number. */
    public Map<Integer, String> findRejectionReasons(UUID batch) {
        Map<Integer, String> reasons = new HashMap<>();
        jdbc.sql("SELECT line, reasons FROM rejected_line WHERE batch = ?")
                .param(batch)
                .query(row -> {
                    reasons.put(row.getInt(1), row.getString(2));
                });
        return reasons;
    }

    /** Counts the lines of a batch by result. */
    public BatchCounts countLines(UUID batch) {
        return jdbc.sql(COUNT)
                .param("batch", batch)
                .query((row, n) -> new BatchCounts(
                        row.getInt("issued"), row.getInt("failed"), row.getInt("rejected"), row.getInt("pending")))
                .single();
    }

    /** Finds the results of at most {@code most} lines after a line, in order. */
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

    /** Deletes the held PINs of a batch's cards and returns their number. */
    public int deleteHeldPins(UUID batch) {
        return jdbc.sql("UPDATE card SET held_pin = NULL WHERE held_pin IS NOT NULL"
                        + " AND id = ANY (ARRAY(SELECT card FROM request WHERE batch = ? AND card IS NOT NULL))")
                .param(batch)
                .update();
    }

    /** Finds the Approved and Executing requests of a batch, by line. */
    public List<OpenRequest> findOpenRequests(UUID batch) {
        return findOpenRequests(batch, Integer.MAX_VALUE);
    }

    /** Finds the first {@code most} of them. */
    public List<OpenRequest> findOpenRequests(UUID batch, int most) {
        return jdbc.sql(OPEN + "r.batch = ? ORDER BY r.line LIMIT ?")
                .params(batch, most)
                .query((row, n) -> openRequest(row))
                .list();
    }

    private static OpenRequest openRequest(ResultSet row) throws SQLException {
        return new OpenRequest(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("algorithm"),
                row.getString("card_id"),
                row.getString("station"));
    }

    /** Finds the first {@code most} open requests of all batches whose card is not worked over HTTP. */
    public List<OpenRequest> findOpenRequestsForAgents(int most) {
        return jdbc.sql(OPEN + "c.worked_over_http IS NOT TRUE ORDER BY r.priority DESC, r.id LIMIT ?")
                .param(most)
                .query((row, n) -> openRequest(row))
                .list();
    }

    /** An open request, with the card that it has or names. */
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
