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
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.outcome.IssuanceEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The transactional outbox: records are stored with the decision and deleted when the broker acknowledges them. */
public final class OutboxRepository {
    /** The partition whose owner publishes entries that answer no event. */
    public static final int DEFAULT_PARTITION = 0;

    private static final String ADD = """
            INSERT INTO outbox (source_partition, topic, record_key, body, reason)
            SELECT p, t, k, decode(b, 'base64'), r
            FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS u (p, t, k, b, r, n)
            ORDER BY n RETURNING id
            """;

    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public OutboxRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /**
     * A record to publish.
     * @param partition partition of the event that caused it
     * @param key record key; null for none
     * @param body base64 of the record value; null for none
     * @param reason why it is a dead letter; null for others
     */
    public record OutboxEntry(
            int partition,
            String topic,
            @Nullable String key,
            @Nullable String body,
            @Nullable String reason) {
        /** Creates an entry from the bytes of the value. */
        public static OutboxEntry of(
                int partition, String topic, @Nullable String key, byte @Nullable [] value, @Nullable String reason) {
            String body = value == null ? null : Base64.getEncoder().encodeToString(value);
            return new OutboxEntry(partition, topic, key, body, reason);
        }

        /** Creates an entry that publishes an outcome. */
        public static OutboxEntry ofOutcome(int partition, IssuanceEvent outcome) {
            return of(partition, KafkaTopics.OUTCOMES, outcome.recordKey(), MessageJson.write(outcome), null);
        }

        /** Decodes the value. */
        public byte @Nullable [] value() {
            return body == null ? null : Base64.getDecoder().decode(body);
        }
    }

    /** An entry with its id. */
    public record StoredOutboxEntry(long id, OutboxEntry entry) {}

    /** Appends entries in order. */
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
            List<StoredOutboxEntry> stored = new ArrayList<>();
            ids.get().forEach(id -> stored.add(new StoredOutboxEntry(id, entries.get(stored.size()))));
            return stored;
        };
    }

    /** Deletes acknowledged entries. */
    public void delete(Collection<Long> ids, StatementBatch statements) {
        if (!ids.isEmpty()) {
            statements.update("DELETE FROM outbox WHERE id = ANY (?)", (Object) ids.toArray(Long[]::new));
        }
    }

    /**
     * Deletes at most 1000 expired instructions, which agents would ignore. Selects by the primary key index, so that dead
     * rows are read once only.
     */
    public void deleteExpired() {
        jdbc.sql("DELETE FROM outbox WHERE id = ANY (ARRAY("
                        + "SELECT id FROM outbox WHERE topic LIKE 'cardroom.instructions.%'"
                        + " AND created < clock_timestamp() - interval '10 seconds' ORDER BY id LIMIT 1000))")
                .update();
    }

    /** Deletes all instructions; their sessions have ended. */
    public void deleteInstructions() {
        jdbc.sql("DELETE FROM outbox WHERE topic LIKE 'cardroom.instructions.%'")
                .update();
    }

    /** Finds up to 1000 entries of partitions, oldest first, that their last owner may not have published. */
    public List<StoredOutboxEntry> findUnpublished(Collection<Integer> partitions) {
        return jdbc.sql("SELECT * FROM outbox WHERE source_partition = ANY (?) ORDER BY id LIMIT 1000")
                .param(partitions.toArray(Integer[]::new))
                .query((row, n) -> stored(row))
                .list();
    }

    /** Counts the entries. */
    public int size() {
        return jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single();
    }

    private static StoredOutboxEntry stored(ResultSet row) throws SQLException {
        OutboxEntry entry = OutboxEntry.of(
                row.getInt("source_partition"),
                row.getString("topic"),
                row.getString("record_key"),
                row.getBytes("body"),
                row.getString("reason"));
        return new StoredOutboxEntry(row.getLong("id"), entry);
    }
}
