package org.cardroom.db.issuing;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The requests that blank cards are made for. */
public final class BlankCardRequestRepository {
    private static final String CLAIM_BEGUN = """
            SELECT * FROM request WHERE status = 3 AND initialization_started IS NOT NULL
                AND (named_card IN (:cards) OR (NOT initialization_done AND initialization_agent || '/' || initialization_slot IN (:slots)))
            ORDER BY initialization_started FOR UPDATE SKIP LOCKED
            """;
    private static final String CLAIM_OLD = """
            SELECT * FROM request WHERE status = 3 AND initialization_started < now() - interval '1 hour'
                AND (station IS NULL OR station IN (:stations)) AND template NOT IN (:without)
            ORDER BY initialization_started LIMIT :most FOR UPDATE SKIP LOCKED
            """;
    private static final String CHOOSE_FRESH = """
            SELECT waiting.id FROM unnest(:places::text[]) AS place, LATERAL (
                SELECT * FROM request WHERE named_card IS NULL AND status = 3 AND initialise
                    AND coalesce(station, '') = place AND template NOT IN (:without) AND id NOT IN (:seen)
                ORDER BY priority DESC, submitted, line LIMIT :most) AS waiting
            ORDER BY priority DESC, submitted, line LIMIT :most
            """;
    private static final String NONE = "";

    private final NamedParameterJdbcTemplate jdbc;

    /** Those of this database. */
    public BlankCardRequestRepository(Database database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /** A slot of an agent. */
    public record AgentSlot(String agent, String slot) {
        private String text() {
            return agent + "/" + slot;
        }
    }

    /**
     * Locks those that were begun for one of these cards, or in one of these slots and not finished, and whose card was
     * never seen since.
     *
     * <p>Skipped is one that another processor decides about at this moment: it was begun long ago and another card takes
     * it, or its card was put in elsewhere. That is harmless: this card then takes another request under a fresh id, or is
     * refused and can be put in again; and what stays begun is anybody's after an hour.
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

    /** Locks those that were begun more than an hour ago, wherever it was, and whose card was never seen since. */
    public List<IssuanceRequest> claimStale(Set<String> stations, int most, Set<UUID> without) {
        return jdbc.query(
                CLAIM_OLD, parameters(stations, most, without), (row, n) -> IssuanceRequestRepository.mapRow(row));
    }

    /**
     * Locks the oldest open requests, highest priority first, that name no card and whose template says to initialise
     * one; others' claims are skipped.
     *
     * @param stations where the cards are
     * @param without templates that are left out
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
