package org.cardroom.db.issuing;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatusLiterals;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Claims requests that blank cards are initialised for. */
public final class BlankCardRequestRepository {
    private static final String CLAIM_BEGUN = StatusLiterals.expand("""
            SELECT * FROM request WHERE status = {APPROVED} AND initialization_started IS NOT NULL
                AND (named_card IN (:cards)
                    OR (NOT initialization_done AND initialization_agent || '/' || initialization_slot IN (:slots)))
            ORDER BY initialization_started FOR UPDATE SKIP LOCKED
            """);
    private static final String CLAIM_STALE = StatusLiterals.expand("""
            SELECT * FROM request WHERE status = {APPROVED} AND initialization_started < now() - interval '1 hour'
                AND (station IS NULL OR station IN (:stations)) AND template NOT IN (:without)
            ORDER BY initialization_started LIMIT :most FOR UPDATE SKIP LOCKED
            """);
    private static final String CHOOSE_FRESH = StatusLiterals.expand("""
            SELECT waiting.id FROM unnest(:places::text[]) AS place, LATERAL (
                SELECT * FROM request WHERE named_card IS NULL AND status = {APPROVED} AND initialise
                    AND coalesce(station, '') = place AND template NOT IN (:without) AND id NOT IN (:seen)
                ORDER BY priority DESC, submitted, line LIMIT :most) AS waiting
            ORDER BY priority DESC, submitted, line LIMIT :most
            """);
    private static final String NONE = "";

    private final NamedParameterJdbcTemplate jdbc;

    /** Creates a repository over this database. */
    public BlankCardRequestRepository(Database database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /** An agent's slot. */
    public record AgentSlot(String agent, String slot) {
        private String text() {
            return agent + "/" + slot;
        }
    }

    /**
     * Locks requests whose initialisation was started for one of these cards, or in one of these slots without being done.
     *
     * <p>Skips requests that another processor has locked, because it is reclaiming them or the card was inserted
     * elsewhere. That is safe: this card takes another request under a fresh id, or is refused and can be inserted again;
     * the skipped request can be reclaimed after an hour.
     */
    public List<IssuanceRequest> claimBegun(Collection<CardId> cards, Collection<AgentSlot> slots) {
        MapSqlParameterSource parameters = new MapSqlParameterSource()
                .addValue(
                        "cards",
                        cards.isEmpty()
                                ? List.of(NONE)
                                : cards.stream().map(CardId::hex).toList())
                .addValue("slots", slots.stream().map(AgentSlot::text).toList());
        return jdbc.query(CLAIM_BEGUN, parameters, (row, n) -> IssuanceRequestRepository.mapRow(row));
    }

    /** Locks requests whose initialisation was started more than an hour ago, on any agent. */
    public List<IssuanceRequest> claimStale(Set<String> stations, int most, Set<UUID> without) {
        return jdbc.query(
                CLAIM_STALE, parameters(stations, most, without), (row, n) -> IssuanceRequestRepository.mapRow(row));
    }

    /**
     * Locks Approved requests that name no card and whose template allows blank cards, by priority and age; skips claims
     * of other processors.
     * @param stations where the cards are
     * @param without ids of templates to exclude
     */
    public List<IssuanceRequest> claimFresh(Set<String> stations, int most, Set<UUID> without) {
        return new RequestClaimQuery(jdbc).claim(CHOOSE_FRESH, parameters(stations, most, without), most);
    }

    private static MapSqlParameterSource parameters(Set<String> stations, int most, Set<UUID> without) {
        return new MapSqlParameterSource()
                .addValue("stations", stations.isEmpty() ? List.of(NONE) : stations)
                .addValue("places", IssuanceRequestRepository.withNoStation(stations))
                .addValue("without", without.isEmpty() ? Set.of(new UUID(0, 0)) : without)
                .addValue("most", most);
    }
}
