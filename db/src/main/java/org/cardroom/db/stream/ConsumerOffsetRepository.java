package org.cardroom.db.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Stores the consumer offsets of a topic, in the transaction of the decisions; Kafka's own offsets are not used. */
public final class ConsumerOffsetRepository {
    private static final String READ = "SELECT partition, next_offset FROM consumed_offset"
            + " WHERE topic = :topic AND partition = ANY (:partitions)";
    private static final String LOCK = "SELECT partition, next_offset FROM consumed_offset"
            + " WHERE topic = ? AND partition = ANY (?) ORDER BY partition FOR UPDATE";
    private static final String INSERT = "INSERT INTO consumed_offset"
            + " SELECT :topic, p, 0 FROM unnest(:partitions) AS u (p) ORDER BY p ON CONFLICT DO NOTHING";
    private static final String ADVANCE = "UPDATE consumed_offset SET next_offset = u.n"
            + " FROM unnest(?::int[], ?::bigint[]) AS u (p, n) WHERE topic = ? AND partition = u.p";

    private static final String SET = "INSERT INTO consumed_offset"
            + " SELECT :topic, p, n FROM unnest(:partitions, :next) AS u (p, n)"
            + " ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset";

    private final Database database;
    private final NamedParameterJdbcTemplate jdbc;
    private final String topic;

    /** Creates a repository for a topic. */
    public ConsumerOffsetRepository(Database database, String topic) {
        this.database = database;
        this.jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        this.topic = topic;
    }

    /** Finds the next offset of each partition; 0 if none was consumed. */
    public Map<Integer, Long> findNext(Collection<Integer> partitions) {
        Map<Integer, Long> next = new HashMap<>();
        partitions.forEach(partition -> next.put(partition, 0L));
        jdbc.query(READ, row().addValue("partitions", partitions.toArray(Integer[]::new)), row -> {
            next.put(row.getInt(1), row.getLong(2));
        });
        return next;
    }

    /** Locks the offsets of partitions until the transaction ends, which excludes other consumers; returns them. */
    public Supplier<Map<Integer, Long>> lock(Collection<Integer> partitions, StatementBatch statements) {
        Integer[] numbers = partitions.toArray(Integer[]::new);
        Supplier<List<Map.Entry<Integer, Long>>> rows =
                statements.query(LOCK, (row, n) -> Map.entry(row.getInt(1), row.getLong(2)), topic, numbers);
        return () -> {
            Map<Integer, Long> locked = new HashMap<>();
            rows.get().forEach(row -> locked.put(row.getKey(), row.getValue()));
            return locked.keySet().containsAll(partitions) ? locked : insertMissing(partitions);
        };
    }

    /** Inserts the offsets of partitions that were never consumed, and locks them. */
    private Map<Integer, Long> insertMissing(Collection<Integer> partitions) {
        jdbc.update(INSERT, row().addValue("partitions", partitions.toArray(Integer[]::new)));
        return StatementBatch.single(database, statements -> lock(partitions, statements));
    }

    /** Advances offsets. */
    public void advance(Map<Integer, Long> next, StatementBatch statements) {
        statements.update(
                ADVANCE, next.keySet().toArray(Integer[]::new), next.values().toArray(Long[]::new), topic);
    }

    /** Sets offsets, whatever they were. */
    public void reset(Map<Integer, Long> next) {
        jdbc.update(
                SET,
                row().addValue("partitions", next.keySet().toArray(Integer[]::new))
                        .addValue("next", next.values().toArray(Long[]::new)));
    }

    /** Finds the offsets of all consumed partitions. */
    public Map<Integer, Long> findAll() {
        Map<Integer, Long> found = new HashMap<>();
        jdbc.query("SELECT partition, next_offset FROM consumed_offset WHERE topic = :topic", row(), row -> {
            found.put(row.getInt(1), row.getLong(2));
        });
        return found;
    }

    /** Whether the stored offsets belong to a topic of this name with another id. */
    public boolean isTopicRecreated(String id) {
        String sql = "SELECT EXISTS (SELECT FROM consumed_topic_id WHERE topic = :topic AND id <> :id)";
        return Boolean.TRUE.equals(jdbc.queryForObject(sql, row().addValue("id", id), Boolean.class));
    }

    /**
     * Stores the topic id, and deletes the offsets if the topic was re-created.
     * @param id Kafka's topic id; a re-created topic of the same name has another one
     * @return whether the topic was re-created
     */
    public boolean resetIfTopicRecreated(String id) {
        return Boolean.TRUE.equals(database.inTransaction().execute(status -> {
            MapSqlParameterSource row = row().addValue("id", id);
            jdbc.update("INSERT INTO consumed_topic_id VALUES (:topic, :id) ON CONFLICT DO NOTHING", row);
            String sql = "UPDATE consumed_topic_id SET id = :id WHERE topic = :topic AND id <> :id";
            boolean recreated = jdbc.update(sql, row) == 1;
            if (recreated) {
                jdbc.update("DELETE FROM consumed_offset WHERE topic = :topic", row);
            }
            return recreated;
        }));
    }

    private MapSqlParameterSource row() {
        return new MapSqlParameterSource("topic", topic);
    }
}
