package org.cardroom.db.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.cardroom.db.Store;
import org.cardroom.db.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was decided and has to be published: written with the decision, deleted once the broker has it. */
public final class Outbox {
    private static final String ADD = """
            INSERT INTO outbox (source_partition, topic, record_key, body, reason)
            SELECT p, t, k, decode(b, 'base64'), r
            FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS u (p, t, k, b, r, n)
            ORDER BY n RETURNING id
            """;

    private final Store store;
    private final JdbcClient jdbc;

    /** That of this database. */
    public Outbox(Store store) {
        this.store = store;
        jdbc = JdbcClient.create(store.dataSource());
    }

    /**
     * One record to publish.
     *
     * @param partition of the event that led to it
     * @param key the record's key; absent where it came without
     * @param body base64 of its value; absent where it came without
     * @param reason why it is a dead letter; absent elsewhere
     */
    public record Entry(
            int partition,
            String topic,
            @Nullable String key,
            @Nullable String body,
            @Nullable String reason) {
        /** With a value that is at hand as bytes. */
        public static Entry of(
                int partition, String topic, @Nullable String key, byte @Nullable [] value, @Nullable String reason) {
            String body = value == null ? null : Base64.getEncoder().encodeToString(value);
            return new Entry(partition, topic, key, body, reason);
        }

        /** The value's bytes. */
        public byte @Nullable [] value() {
            return body == null ? null : Base64.getDecoder().decode(body);
        }
    }

    /** An entry with its number. */
    public record Numbered(long id, Entry entry) {}

    /** Nothing yet that is to be written together. */
    public Writes together() {
        return new Writes(store);
    }

    /** Adds these in order. */
    public List<Numbered> add(List<Entry> entries) {
        return add(entries, together());
    }

    /** The same, after these others, which run with it and return no numbers of their own. */
    public List<Numbered> add(List<Entry> entries, Writes writes) {
        if (!entries.isEmpty()) {
            writes.add(
                    ADD,
                    entries.stream().map(Entry::partition).toArray(Integer[]::new),
                    entries.stream().map(Entry::topic).toArray(String[]::new),
                    entries.stream().map(Entry::key).toArray(String[]::new),
                    entries.stream().map(Entry::body).toArray(String[]::new),
                    entries.stream().map(Entry::reason).toArray(String[]::new));
        }
        List<Long> ids = writes.run();
        List<Numbered> numbered = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            numbered.add(new Numbered(ids.get(i), entries.get(i)));
        }
        return numbered;
    }

    /** Deletes what the broker has. */
    public void published(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("DELETE FROM outbox WHERE id = ANY (?)")
                    .param(ids.toArray(Long[]::new))
                    .update();
        }
    }

    /**
     * Deletes instructions, a thousand at most, that nobody may use any more: sent again, they would only be in the way.
     * By the index: what was deleted and not cleaned up yet is walked over once, and not each time.
     */
    public void forgetExpired() {
        jdbc.sql("DELETE FROM outbox WHERE id = ANY (ARRAY("
                        + "SELECT id FROM outbox WHERE topic LIKE 'cardroom.instructions.%'"
                        + " AND created < clock_timestamp() - interval '10 seconds' ORDER BY id LIMIT 1000))")
                .update();
    }

    /** Deletes all instructions: whom they were for waits no more. */
    public void forgetInstructions() {
        jdbc.sql("DELETE FROM outbox WHERE topic LIKE 'cardroom.instructions.%'")
                .update();
    }

    /** What is left of these partitions, oldest first: their last owner may not have published it. */
    public List<Numbered> left(Collection<Integer> partitions) {
        return jdbc.sql("SELECT * FROM outbox WHERE source_partition = ANY (?) ORDER BY id LIMIT 1000")
                .param(partitions.toArray(Integer[]::new))
                .query((row, n) -> numbered(row))
                .list();
    }

    /** How many entries are left. */
    public int size() {
        return jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single();
    }

    private static Numbered numbered(ResultSet row) throws SQLException {
        Entry entry = Entry.of(
                row.getInt("source_partition"),
                row.getString("topic"),
                row.getString("record_key"),
                row.getBytes("body"),
                row.getString("reason"));
        return new Numbered(row.getLong("id"), entry);
    }
}
