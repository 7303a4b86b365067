package org.cardroom.db.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was decided and has to be published: written with the decision, deleted once the broker has it. */
public final class OutboxRepository {
    private static final String ADD = """
            INSERT INTO outbox (source_partition, topic, record_key, body, reason)
            SELECT p, t, k, decode(b, 'base64'), r
            FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS u (p, t, k, b, r, n)
            ORDER BY n RETURNING id
            """;

    private final Database database;
    private final JdbcClient jdbc;

    /** That of this database. */
    public OutboxRepository(Database database) {
        this.database = database;
        jdbc = JdbcClient.create(database.dataSource());
    }

    /**
     * One record to publish.
     *
     * @param partition of the event that led to it
     * @param key the record's key; absent where it came without
     * @param body base64 of its value; absent where it came without
     * @param reason why it is a dead letter; absent elsewhere
     */
    public record OutboxEntry(
            int partition,
            String topic,
            @Nullable String key,
            @Nullable String body,
            @Nullable String reason) {
        /** With a value that is at hand as bytes. */
        public static OutboxEntry of(
                int partition, String topic, @Nullable String key, byte @Nullable [] value, @Nullable String reason) {
            String body = value == null ? null : Base64.getEncoder().encodeToString(value);
            return new OutboxEntry(partition, topic, key, body, reason);
        }

        /** The value's bytes. */
        public byte @Nullable [] value() {
            return body == null ? null : Base64.getDecoder().decode(body);
        }
    }

    /** An entry with its number. */
    public record StoredOutboxEntry(long id, OutboxEntry entry) {}

    /** Adds these in order. */
    public List<StoredOutboxEntry> append(List<OutboxEntry> entries) {
        return StatementBatch.single(database, statements -> append(entries, statements));
    }

    /** The same, together with others. */
    public Supplier<List<StoredOutboxEntry>> append(List<OutboxEntry> entries, StatementBatch statements) {
        if (entries.isEmpty()) {
            return List::of;
        }
        Supplier<List<Long>> ids = statements.query(
                ADD,
                (row, n) -> row.getLong(1),
                entries.stream().map(OutboxEntry::partition).toArray(Integer[]::new),
                entries.stream().map(OutboxEntry::topic).toArray(String[]::new),
                entries.stream().map(OutboxEntry::key).toArray(String[]::new),
                entries.stream().map(OutboxEntry::body).toArray(String[]::new),
                entries.stream().map(OutboxEntry::reason).toArray(String[]::new));
        return () -> {
            List<StoredOutboxEntry> numbered = new ArrayList<>();
            ids.get().forEach(id -> numbered.add(new StoredOutboxEntry(id, entries.get(numbered.size()))));
            return numbered;
        };
    }

    /** Deletes what the broker has, together with others. */
    public void delete(Collection<Long> ids, StatementBatch statements) {
        if (!ids.isEmpty()) {
            statements.update("DELETE FROM outbox WHERE id = ANY (?)", (Object) ids.toArray(Long[]::new));
        }
    }

    /**
     * Deletes instructions, a thousand at most, that nobody may use any more: sent again, they would only be in the way.
     * By the index: what was deleted and not cleaned up yet is walked over once, and not each time.
     */
    public void deleteExpired() {
        jdbc.sql("DELETE FROM outbox WHERE id = ANY (ARRAY("
                        + "SELECT id FROM outbox WHERE topic LIKE 'cardroom.instructions.%'"
                        + " AND created < clock_timestamp() - interval '10 seconds' ORDER BY id LIMIT 1000))")
                .update();
    }

    /** Deletes all instructions: whom they were for waits no more. */
    public void deleteInstructions() {
        jdbc.sql("DELETE FROM outbox WHERE topic LIKE 'cardroom.instructions.%'")
                .update();
    }

    /** What is left of these partitions, oldest first: their last owner may not have published it. */
    public List<StoredOutboxEntry> findUnpublished(Collection<Integer> partitions) {
        return jdbc.sql("SELECT * FROM outbox WHERE source_partition = ANY (?) ORDER BY id LIMIT 1000")
                .param(partitions.toArray(Integer[]::new))
                .query((row, n) -> numbered(row))
                .list();
    }

    /** How many entries are left. */
    public int size() {
        return jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single();
    }

    private static StoredOutboxEntry numbered(ResultSet row) throws SQLException {
        OutboxEntry entry = OutboxEntry.of(
                row.getInt("source_partition"),
                row.getString("topic"),
                row.getString("record_key"),
                row.getBytes("body"),
                row.getString("reason"));
        return new StoredOutboxEntry(row.getLong("id"), entry);
    }
}
