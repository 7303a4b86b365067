package org.cardroom.db.http;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatusLiterals;
import org.cardroom.db.http.HttpRequest.DataItem;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.codec.MessageJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads and writes requests for the HTTP API. Requests of a manifest are included and have no originator. */
public final class HttpRequestRepository {
    private static final String ADD = """
            INSERT INTO request (id, external_id, batch, line, person, display_name, template, kind, algorithm,
                priority, initialise, status)
            VALUES (:id, :external, :batch, nextval('http_batch_line'), :person, :person, :template, :kind, :algorithm,
                :priority, :initialise, :status)
            """;
    private static final String ADD_EXTRA = """
            INSERT INTO http_request (request, type, comment, data, originator, originator_name, target)
            VALUES (:id, :type, :comment, :data::jsonb, :originator, :person, :target)
            """;
    private static final String SELECT = """
            SELECT r.id, r.status, r.template, r.card, r.priority, r.submitted, r.completed,
                   h.comment, h.data, h.originator, h.target, h.decided
            FROM request r LEFT JOIN http_request h ON h.request = r.id
            """;
    private static final String NEWEST = SELECT.replace("LEFT JOIN", "JOIN") + """
            WHERE (:status::smallint IS NULL OR r.status = :status) AND (:originator::uuid IS NULL OR h.originator = :originator)
                AND (:target::uuid IS NULL OR h.target = :target)
            ORDER BY h.request DESC LIMIT :most
            """;
    private static final String TRANSITION = StatusLiterals.expand("UPDATE request SET status = :to,"
            + " reason = CASE WHEN :to IN ({DENIED}, {CANCELED}) THEN :reason ELSE reason END"
            + " WHERE id = :id AND status = :from");

    private static final String SAVE_DECIDER =
            "UPDATE http_request SET decider = :by, decided = now() WHERE request = :id";

    private final Database database;
    private final NamedParameterJdbcTemplate jdbc;

    /** Creates a repository over this database. */
    public HttpRequestRepository(Database database) {
        this.database = database;
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /** The user who creates a request. */
    public record Originator(UUID id, String name) {}

    /**
     * A request created over HTTP.
     * @param status Approved if it needs no approval, else Pending
     * @param target id of the card holder
     */
    public record NewHttpRequest(
            UUID id,
            RequestStatus status,
            String type,
            String comment,
            List<DataItem> data,
            Originator originator,
            UUID target,
            ProfileTemplateRepository.StoredTemplate template,
            int priority) {}

    /** Adds a request to the batch of the day. */
    public void add(NewHttpRequest request, DailyHttpBatch day) {
        database.inTransaction().executeWithoutResult(status -> {
            UUID batch = day.openToday();
            MapSqlParameterSource columns = columns(request).addValue("batch", batch);
            jdbc.update(ADD, columns);
            jdbc.update(ADD_EXTRA, columns);
        });
    }

    /** Finds a request by id, from a manifest or from HTTP. */
    public Optional<HttpRequest> find(UUID id) {
        return jdbc.query(SELECT + "WHERE r.id = :id", Map.of("id", id), (row, n) -> request(row)).stream()
                .findFirst();
    }

    /** Finds the newest requests from HTTP, optionally filtered. */
    public List<HttpRequest> findNewest(
            @Nullable RequestStatus status, @Nullable UUID originator, @Nullable UUID target, int most) {
        MapSqlParameterSource parameters = new MapSqlParameterSource()
                .addValue("status", status == null ? null : status.number())
                .addValue("originator", originator)
                .addValue("target", target)
                .addValue("most", most);
        return jdbc.query(NEWEST, parameters, (row, n) -> request(row));
    }

    /**
     * Changes the status of a request if it still has the expected one.
     * @param reason saved if the request is denied or canceled
     * @return false if the status is another one
     * @throws IllegalStateException if the transition is not allowed
     */
    public boolean transition(UUID id, RequestStatus from, RequestStatus to, UUID by, @Nullable String reason) {
        MapSqlParameterSource parameters = new MapSqlParameterSource()
                .addValue("id", id)
                .addValue("from", from.number())
                .addValue("to", from.transitionTo(to).number())
                .addValue("by", by)
                .addValue("reason", reason);
        return Boolean.TRUE.equals(database.inTransaction().execute(status -> {
            boolean decided = jdbc.update(TRANSITION, parameters) == 1;
            if (decided) {
                jdbc.update(SAVE_DECIDER, parameters);
            }
            return decided;
        }));
    }

    private static MapSqlParameterSource columns(NewHttpRequest request) {
        ProfileTemplate template = request.template.template();
        return new MapSqlParameterSource()
                .addValue("id", request.id)
                .addValue("external", request.id.toString())
                .addValue("person", request.originator.name())
                .addValue("template", request.template.id())
                .addValue("kind", template.kind().name())
                .addValue("algorithm", template.algorithm().text())
                .addValue("priority", request.priority)
                .addValue("initialise", template.initialise() != null)
                .addValue("status", request.status.number())
                .addValue("type", request.type)
                .addValue("comment", request.comment)
                .addValue("data", new String(MessageJson.write(request.data), StandardCharsets.UTF_8))
                .addValue("originator", request.originator.id())
                .addValue("target", request.target);
    }

    private static HttpRequest request(ResultSet row) throws SQLException {
        RequestStatus status = RequestStatus.fromNumber(row.getInt("status"));
        Instant completed = instant(row, "completed");
        boolean decided = status == RequestStatus.DENIED || status == RequestStatus.CANCELED;
        return new HttpRequest(
                row.getObject("id", UUID.class),
                status,
                row.getString("comment") == null ? "" : row.getString("comment"),
                items(row.getString("data")),
                row.getObject("originator", UUID.class),
                row.getObject("target", UUID.class),
                row.getObject("template", UUID.class),
                row.getObject("card", UUID.class),
                row.getInt("priority"),
                row.getObject("submitted", OffsetDateTime.class).toInstant(),
                completed == null && decided ? instant(row, "decided") : completed);
    }

    private static List<DataItem> items(@Nullable String json) {
        return json == null
                ? List.of()
                : List.of(MessageJson.read(json.getBytes(StandardCharsets.UTF_8), DataItem[].class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
