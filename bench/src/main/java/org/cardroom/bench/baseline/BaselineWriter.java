package org.cardroom.bench.baseline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cardroom.db.StatusLiterals;

/**
 * Writes the same rows to the same tables as a processor does for these events, one statement for all rows of a table.
 * Reads nothing but the open requests. Not thread-safe.
 */
final class BaselineWriter {
    private static final String SEALED = "A".repeat(48);
    private static final String LETTER = "A".repeat(96);
    private static final String HASH = "0".repeat(64);

    private static final String SEEN =
            "INSERT INTO processed_event (id) SELECT unnest(?::uuid[]) ON CONFLICT DO NOTHING";
    private static final String BIND = StatusLiterals.expand("""
            INSERT INTO card (id, card_id, kind, status, provisioning_state, request, template, confirmed_version,
                confirmed_issuance, proposed_version, proposed_issuance, unresolved_answers, instruction_count, session,
                agent, instruction, instruction_type,
                journal)
            SELECT c::uuid, c, 'GIDS', {ASSIGNED}, 'KEY_PROPOSED', r, (SELECT template FROM request WHERE id = r), 0, 0, 1, 1, 1, 1,
                s, a, i, 'PUT_KEY', s
            FROM unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[]) AS u (c, r, s, a, i)
            """);
    private static final String MOVE = StatusLiterals.expand("""
            UPDATE card SET status = u.n, provisioning_state = CASE WHEN u.n = {ASSIGNED} THEN 'PIN_SENT' ELSE 'ISSUED' END,
                confirmed_version = 1, confirmed_issuance = 1, proposed_version = NULL, proposed_issuance = NULL,
                key_may_be_written = true, unresolved_answers = 1, instruction_count = 2, session = u.s, instruction = u.i,
                instruction_type = 'SET_PIN',
                held_pin = CASE WHEN u.n = {ASSIGNED} THEN ? END, updated = now()
            FROM unnest(?::text[], ?::uuid[], ?::uuid[], ?::int[]) AS u (c, s, i, n) WHERE card.id = u.c::uuid
            """);
    private static final String HISTORY = StatusLiterals.expand("""
            INSERT INTO card_history (card, event, status, provisioning_state, confirmed_version, confirmed_issuance,
                proposed_version, proposed_issuance, instruction, description)
            SELECT c::uuid, e, {ASSIGNED}, 'KEY_PROPOSED', 0, 0, 1, 1, i, 'PUT_KEY under the confirmed key'
            FROM unnest(?::text[], ?::uuid[], ?::uuid[]) AS u (c, e, i)
            """);
    private static final String REQUEST = StatusLiterals.expand("""
            UPDATE request SET status = u.n, card = u.c::uuid, attempts = 1, started = coalesce(started, now()),
                completed = CASE WHEN u.n = {COMPLETED} THEN now() END
            FROM unnest(?::text[], ?::uuid[], ?::int[]) AS u (c, r, n) WHERE request.id = u.r
            """);
    private static final String LETTERS = "INSERT INTO pin_letter (request, card, sealed)"
            + " SELECT r, c::uuid, ? FROM unnest(?::text[], ?::uuid[]) AS u (c, r)";
    private static final String AUDIT = """
            INSERT INTO audit (writer, number, at, subject, description, hash)
            SELECT 'floor', n, '2026-01-01T00:00:00.000000Z', c, 'PUT_KEY under the confirmed key (agent)', ?
            FROM unnest(?::bigint[], ?::text[]) AS u (n, c)
            """;
    private static final String HEAD = "INSERT INTO audit_head VALUES ('floor', ?, ?)"
            + " ON CONFLICT (writer) DO UPDATE SET number = excluded.number, hash = excluded.hash";
    private static final String OUTBOX = """
            INSERT INTO outbox (source_partition, topic, record_key, body)
            SELECT p, t, k, decode(b, 'escape') FROM unnest(?::int[], ?::text[], ?::text[], ?::text[]) AS u (p, t, k, b)
            RETURNING id
            """;
    private static final String FORGET = "DELETE FROM outbox WHERE id = ANY (?)";
    private static final String OFFSETS = """
            INSERT INTO consumed_offset SELECT 'floor', p, o + 1 FROM unnest(?::int[], ?::bigint[]) AS u (p, o)
            ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
            """;
    private static final String OPEN =
            StatusLiterals.expand("SELECT id FROM request WHERE status = {APPROVED} ORDER BY line LIMIT 20000");

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Deque<UUID> open = new ArrayDeque<>();
    private final Map<String, UUID> requests = new HashMap<>();
    private long audited;

    BaselineWriter(Connection connection) {
        this.connection = connection;
    }

    /** Writes the rows of these events in one transaction; returns the outbox ids of the replies in order. */
    List<Long> write(List<BaselineEvent> tasks, Collection<Long> published) throws SQLException {
        bind(tasks);
        run(SEEN, (Object) tasks.stream().flatMap(BaselineWriter::ids).toArray(UUID[]::new));
        cards(tasks);
        UUID[] events = uuids(tasks, event -> event.mark().event());
        run(HISTORY, cardIds(tasks), events, uuids(tasks, BaselineEvent::instruction));
        requests(picked(tasks, event -> event.isFirst() || event.isLast()));
        letters(picked(tasks, BaselineEvent::isLast));
        run(AUDIT, HASH, numbers(tasks), cardIds(tasks));
        run(HEAD, audited, HASH);
        if (!published.isEmpty()) {
            run(FORGET, (Object) published.toArray(Long[]::new));
        }
        offsets(tasks);
        List<Long> entries = outbox(tasks);
        connection.commit();
        return entries;
    }

    private void bind(List<BaselineEvent> tasks) throws SQLException {
        for (BaselineEvent event : tasks) {
            if (event.isFirst()) {
                if (open.isEmpty()) {
                    open.addAll(openRequests());
                    open.removeAll(requests.values());
                }
                requests.put(event.card(), open.removeFirst());
            }
        }
    }

    private List<UUID> openRequests() throws SQLException {
        List<UUID> found = new ArrayList<>();
        try (ResultSet rows = statement(OPEN).executeQuery()) {
            while (rows.next()) {
                found.add(rows.getObject(1, UUID.class));
            }
        }
        return found;
    }

    private UUID request(BaselineEvent event) {
        return Objects.requireNonNull(requests.get(event.card()), "the request of an inserted card");
    }

    private static Stream<UUID> ids(BaselineEvent event) {
        return event.isFirst()
                ? Stream.of(event.mark().event(), event.mark().session())
                : Stream.of(event.mark().event());
    }

    private void cards(List<BaselineEvent> all) throws SQLException {
        List<BaselineEvent> first = picked(all, BaselineEvent::isFirst);
        List<BaselineEvent> later = picked(all, event -> !event.isFirst());
        if (!first.isEmpty()) {
            String[] agents = first.stream().map(event -> event.mark().agent()).toArray(String[]::new);
            UUID[] sessions = uuids(first, event -> event.mark().session());
            UUID[] instructions = uuids(first, BaselineEvent::instruction);
            run(BIND, cardIds(first), uuids(first, this::request), sessions, agents, instructions);
        }
        if (!later.isEmpty()) {
            UUID[] sessions = uuids(later, event -> event.mark().session());
            UUID[] instructions = uuids(later, BaselineEvent::instruction);
            run(MOVE, SEALED, cardIds(later), sessions, instructions, states(later, 2, 1));
        }
    }

    private void requests(List<BaselineEvent> moved) throws SQLException {
        if (!moved.isEmpty()) {
            run(REQUEST, cardIds(moved), uuids(moved, this::request), states(moved, 8, 18));
        }
    }

    private static Integer[] states(List<BaselineEvent> tasks, int last, int other) {
        return tasks.stream().map(event -> event.isLast() ? last : other).toArray(Integer[]::new);
    }

    private void letters(List<BaselineEvent> issued) throws SQLException {
        if (!issued.isEmpty()) {
            run(LETTERS, LETTER, cardIds(issued), uuids(issued, this::request));
        }
    }

    private Long[] numbers(List<BaselineEvent> tasks) {
        return tasks.stream().map(event -> ++audited).toArray(Long[]::new);
    }

    private void offsets(List<BaselineEvent> tasks) throws SQLException {
        Map<Integer, Long> last = new HashMap<>();
        tasks.forEach(event -> last.merge(event.partition(), event.offset(), Math::max));
        run(OFFSETS, last.keySet().toArray(Integer[]::new), last.values().toArray(Long[]::new));
    }

    private List<Long> outbox(List<BaselineEvent> tasks) throws SQLException {
        PreparedStatement statement = statement(OUTBOX);
        Stream<Integer> partitions =
                tasks.stream().flatMap(event -> event.replies().stream().map(reply -> event.partition()));
        List<BaselineReply> replies = BaselineEvent.replies(tasks);
        String[] topics = texts(replies, BaselineReply::topic);
        String[] keys = texts(replies, BaselineReply::recordKey);
        set(statement, partitions.toArray(Integer[]::new), topics, keys, texts(replies, BaselineReply::text));
        List<Long> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private static List<BaselineEvent> picked(List<BaselineEvent> tasks, Predicate<BaselineEvent> which) {
        return tasks.stream().filter(which).toList();
    }

    private static String[] texts(List<BaselineReply> replies, Function<BaselineReply, String> which) {
        return replies.stream().map(which).toArray(String[]::new);
    }

    private static String[] cardIds(List<BaselineEvent> tasks) {
        return tasks.stream().map(BaselineEvent::card).toArray(String[]::new);
    }

    private static UUID[] uuids(List<BaselineEvent> tasks, Function<BaselineEvent, UUID> which) {
        return tasks.stream().map(which).toArray(UUID[]::new);
    }

    private void run(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        set(statement, values);
        statement.execute();
    }

    private void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        if (!prepared.containsKey(sql)) {
            prepared.put(sql, connection.prepareStatement(sql));
        }
        return Objects.requireNonNull(prepared.get(sql));
    }
}
