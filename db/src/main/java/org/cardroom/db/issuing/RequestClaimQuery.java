package org.cardroom.db.issuing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.request.IssuanceRequest;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Locks open requests, and never more than were asked for: what is locked and not taken is withheld from others, who
 * would say that nothing is open.
 */
final class RequestClaimQuery {
    /** By their ids: written so that nothing but those can be looked for by an index, such as all that wait. */
    private static final String LOCK = """
            SELECT * FROM request WHERE id = ANY (ARRAY(SELECT id FROM chosen)) AND status + 0 = 3 AND named_card IS NULL
            ORDER BY priority DESC, submitted, line FOR UPDATE SKIP LOCKED
            """;

    private static final UUID NONE = new UUID(0, 0);

    private final NamedParameterJdbcTemplate jdbc;

    RequestClaimQuery(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the first of those that a query chooses; others' claims are skipped.
     *
     * @param choose returns ids, first those that come first: at most {@code :most}, and none of {@code :seen}
     * @param parameters the rest of its parameters
     */
    List<IssuanceRequest> claim(String choose, MapSqlParameterSource parameters, int most) {
        Set<UUID> seen = new HashSet<>(Set.of(NONE));
        parameters.addValue("seen", seen);
        List<IssuanceRequest> claimed =
                locked("WITH chosen AS MATERIALIZED (" + most(choose, most) + ") " + LOCK, parameters);
        claimed.forEach(request -> seen.add(request.id()));
        // Others hold some of those that were chosen, or there are no more.
        while (claimed.size() < most) {
            List<UUID> ids = jdbc.queryForList(most(choose, most - claimed.size()), parameters, UUID.class);
            if (ids.isEmpty()) {
                break;
            }
            seen.addAll(ids);
            MapSqlParameterSource chosen = new MapSqlParameterSource("ids", ids.toArray(UUID[]::new));
            claimed.addAll(locked("WITH chosen AS (SELECT unnest(:ids::uuid[]) AS id) " + LOCK, chosen));
        }
        return claimed;
    }

    private List<IssuanceRequest> locked(String sql, MapSqlParameterSource parameters) {
        return jdbc.query(sql, parameters, (row, n) -> IssuanceRequestRepository.mapRow(row));
    }

    /** In the text: a plan that is kept for any number is made for a tenth of the table, and never used. */
    private static String most(String choose, int most) {
        return choose.replace(":most", Integer.toString(most));
    }
}
