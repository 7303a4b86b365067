package org.cardroom.db.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cardroom.db.Store;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** How far a topic was consumed: the truth, where Kafka's own offsets are none. */
public final class Offsets {
    private final Store store;
    private final NamedParameterJdbcTemplate jdbc;
    private final String topic;

    /** Those of one topic. */
    public Offsets(Store store, String topic) {
        this.store = store;
        this.jdbc = new NamedParameterJdbcTemplate(store.dataSource());
        this.topic = topic;
    }

    /** The next offset of each of these partitions; 0 where none was consumed. */
    public Map<Integer, Long> next(Collection<Integer> partitions) {
        return read("", partitions);
    }

    /** The same, locked for the rest of the transaction: whoever holds them is the one who consumes. */
    public Map<Integer, Long> lock(Collection<Integer> partitions) {
        List<MapSqlParameterSource> missing = partitions.stream()
                .map(partition -> row(partition).addValue("next", 0L))
                .toList();
        jdbc.batchUpdate(
                "INSERT INTO consumed_offset VALUES (:topic, :partition, :next) ON CONFLICT DO NOTHING",
                missing.toArray(MapSqlParameterSource[]::new));
        return read(" ORDER BY partition FOR UPDATE", partitions);
    }

    /** Moves on. */
    public void advance(Map<Integer, Long> next) {
        MapSqlParameterSource[] rows = next.entrySet().stream()
                .map(entry -> row(entry.getKey()).addValue("next", entry.getValue()))
                .toArray(MapSqlParameterSource[]::new);
        jdbc.batchUpdate(
                "UPDATE consumed_offset SET next_offset = :next WHERE topic = :topic AND partition = :partition", rows);
    }

    /** Goes on from these, wherever it was. */
    public void set(Map<Integer, Long> next) {
        MapSqlParameterSource[] rows = next.entrySet().stream()
                .map(entry -> row(entry.getKey()).addValue("next", entry.getValue()))
                .toArray(MapSqlParameterSource[]::new);
        jdbc.batchUpdate(
                "INSERT INTO consumed_offset VALUES (:topic, :partition, :next)"
                        + " ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset",
                rows);
    }

    /** The partitions that something was consumed of. */
    public Map<Integer, Long> all() {
        Map<Integer, Long> found = new HashMap<>();
        String sql = "SELECT partition, next_offset FROM consumed_offset WHERE topic = :topic";
        jdbc.query(sql, row(-1), row -> {
            found.put(row.getInt(1), row.getLong(2));
        });
        return found;
    }

    /**
     * Notes which making of the topic is consumed. Offsets of another one say nothing about this one, and are forgotten.
     *
     * @param id of the topic, which one of the same name that is made later does not have
     * @return whether they were of another
     */
    public boolean areOfAnother(String id) {
        return Boolean.TRUE.equals(store.inTransaction().execute(status -> {
            MapSqlParameterSource row = row(-1).addValue("id", id);
            jdbc.update("INSERT INTO consumed_topic VALUES (:topic, :id) ON CONFLICT DO NOTHING", row);
            String sql = "UPDATE consumed_topic SET id = :id WHERE topic = :topic AND id <> :id";
            boolean another = jdbc.update(sql, row) == 1;
            if (another) {
                jdbc.update("DELETE FROM consumed_offset WHERE topic = :topic", row);
            }
            return another;
        }));
    }

    private Map<Integer, Long> read(String suffix, Collection<Integer> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Long> found = new HashMap<>(partitions.stream().collect(Collectors.toMap(p -> p, p -> 0L)));
        String sql = "SELECT partition, next_offset FROM consumed_offset"
                + " WHERE topic = :topic AND partition IN (:partitions)" + suffix;
        jdbc.query(sql, row(-1).addValue("partitions", partitions), row -> {
            found.put(row.getInt(1), row.getLong(2));
        });
        return found;
    }

    private MapSqlParameterSource row(int partition) {
        return new MapSqlParameterSource("topic", topic).addValue("partition", partition);
    }
}
