package org.cardroom.db.issuing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Locks open requests, and never more than were asked for: what is locked and not taken is withheld from others, who
 * would say that nothing is open.
 */
final class Claims {
    private static final String LOCK = """
            SELECT * FROM request WHERE id IN (:ids) AND status = 3 AND named_card IS NULL
            ORDER BY priority DESC, submitted, line FOR UPDATE SKIP LOCKED
            """;

    private final NamedParameterJdbcTemplate jdbc;

    Claims(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the first of those that a query chooses; others' claims are skipped.
     *
     * @param choose returns ids, first those that come first: at most {@code :most}, and none of {@code :seen}
     * @param parameters the rest of its parameters
     */
    List<Request> claim(String choose, MapSqlParameterSource parameters, int most) {
        List<Request> claimed = new ArrayList<>();
        Set<UUID> seen = new HashSet<>(Set.of(new UUID(0, 0)));
        while (claimed.size() < most) {
            parameters.addValue("most", most - claimed.size()).addValue("seen", seen);
            List<UUID> ids = jdbc.queryForList(choose, parameters, UUID.class);
            if (ids.isEmpty()) {
                break;
            }
            seen.addAll(ids);
            claimed.addAll(jdbc.query(LOCK, new MapSqlParameterSource("ids", ids), (row, n) -> Requests.request(row)));
        }
        return claimed;
    }
}
