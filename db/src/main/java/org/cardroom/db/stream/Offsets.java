package org.cardroom.db.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.cardroom.db.Store;
import org.cardroom.db.Writes;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** How far a topic was consumed: the truth, where Kafka's own offsets are none. */
public final class Offsets {
    private static final String READ = "SELECT partition, next_offset FROM consumed_offset"
            + " WHERE topic = :topic AND partition = ANY (:partitions)";
    private static final String LOCKED = " ORDER BY partition FOR UPDATE";
    private static final String BEGIN = "INSERT INTO consumed_offset"
            + " SELECT :topic, p, 0 FROM unnest(:partitions) AS u (p) ORDER BY p ON CONFLICT DO NOTHING";
    private static final String ADVANCE = "UPDATE consumed_offset SET next_offset = u.n"
            + " FROM unnest(?::int[], ?::bigint[]) AS u (p, n) WHERE topic = ? AND partition = u.p";

    private final NamedParameterJdbcTemplate jdbc;
    private final String topic;

    /** Those of one topic. */
    public Offsets(Store store, String topic) {
        this.jdbc = new NamedParameterJdbcTemplate(store.dataSource());
        this.topic = topic;
    }

    /** The next offset of each of these partitions; 0 where none was consumed. */
    public Map<Integer, Long> next(Collection<Integer> partitions) {
        Map<Integer, Long> next = new HashMap<>(read("", partitions));
        partitions.forEach(partition -> next.putIfAbsent(partition, 0L));
        return next;
    }

    /** The same, locked for the rest of the transaction: whoever holds them is the one who consumes. */
    public Map<Integer, Long> lock(Collection<Integer> partitions) {
        Map<Integer, Long> locked = read(LOCKED, partitions);
        if (locked.keySet().containsAll(partitions)) {
            return locked;
        }
        jdbc.update(BEGIN, row().addValue("partitions", partitions.toArray(Integer[]::new)));
        return read(LOCKED, partitions);
    }

    /** Moves on, together with others. */
    public void advance(Map<Integer, Long> next, Writes writes) {
        writes.add(ADVANCE, next.keySet().toArray(Integer[]::new), next.values().toArray(Long[]::new), topic);
    }

    /** Those that are there. */
    private Map<Integer, Long> read(String suffix, Collection<Integer> partitions) {
        Map<Integer, Long> found = new HashMap<>();
        jdbc.query(READ + suffix, row().addValue("partitions", partitions.toArray(Integer[]::new)), row -> {
            found.put(row.getInt(1), row.getLong(2));
        });
        return found;
    }

    private MapSqlParameterSource row() {
        return new MapSqlParameterSource("topic", topic);
    }
}
