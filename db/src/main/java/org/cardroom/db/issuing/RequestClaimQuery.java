package org.cardroom.db.issuing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.StatusLiterals;
import org.cardroom.domain.request.IssuanceRequest;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Locks Approved requests, never more than needed: other processors skip locked requests and would report that no request
 * is open.
 */
final class RequestClaimQuery {
    /** Locks by id. The expression {@code status + 0} keeps the planner from scanning the partial index of all open requests. */
    private static final String LOCK = StatusLiterals.expand("""
            SELECT * FROM request WHERE id = ANY (ARRAY(SELECT id FROM chosen)) AND status + 0 = {APPROVED}
                AND named_card IS NULL
            ORDER BY priority DESC, submitted, line FOR UPDATE SKIP LOCKED
            """);

    private static final UUID NONE = new UUID(0, 0);

    private final NamedParameterJdbcTemplate jdbc;

    RequestClaimQuery(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the first requests that a query selects; skips claims of other processors.
     * @param choose selects ids in order, at most {@code :most} and none of {@code :seen}
     * @param parameters its other parameters
     */
    List<IssuanceRequest> claim(String choose, MapSqlParameterSource parameters, int most) {
        Set<UUID> seen = new HashSet<>(Set.of(NONE));
        parameters.addValue("seen", seen);
        List<IssuanceRequest> claimed =
                query("WITH chosen AS MATERIALIZED (" + withLimit(choose, most) + ") " + LOCK, parameters);
        claimed.forEach(request -> seen.add(request.id()));
        // Other processors hold some of the chosen requests, or there are no more.
        while (claimed.size() < most) {
            List<UUID> ids = jdbc.queryForList(withLimit(choose, most - claimed.size()), parameters, UUID.class);
            if (ids.isEmpty()) {
                break;
            }
            seen.addAll(ids);
            MapSqlParameterSource chosen = new MapSqlParameterSource("ids", ids.toArray(UUID[]::new));
            claimed.addAll(query("WITH chosen AS (SELECT unnest(:ids::uuid[]) AS id) " + LOCK, chosen));
        }
        return claimed;
    }

    private List<IssuanceRequest> query(String sql, MapSqlParameterSource parameters) {
        return jdbc.query(sql, parameters, (row, n) -> IssuanceRequestRepository.mapRow(row));
    }

    /** Puts the limit into the text: for a parameter, a generic plan assumes a tenth of the table and is never chosen. */
    private static String withLimit(String choose, int most) {
        return choose.replace(":most", Integer.toString(most));
    }
}
