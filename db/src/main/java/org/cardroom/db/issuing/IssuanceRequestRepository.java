package org.cardroom.db.issuing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.StatusLiterals;
import org.cardroom.db.UnnestColumns;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads, claims and writes requests, for a whole poll at once. */
public final class IssuanceRequestRepository {
    private static final String ADD = StatusLiterals.expand("""
            INSERT INTO request (id, external_id, batch, line, person, display_name, template, kind, algorithm,
                named_card, station, priority, initialise, status)
            VALUES (:id, :external_id, :batch, :line, :person, :display_name, :template, :kind, :algorithm,
                :named_card, :station, :priority, :initialise, {APPROVED})
            """);
    private static final String CLAIM_NAMED = StatusLiterals.expand(
            "SELECT * FROM request WHERE named_card = ANY (?) AND status = {APPROVED} ORDER BY id FOR UPDATE");
    private static final String LOCK = "SELECT * FROM request WHERE id = ANY (?) ORDER BY id FOR UPDATE";
    private static final String LOCK_BOUND = StatusLiterals.expand("SELECT * FROM request WHERE id = ANY (ARRAY("
            + "SELECT request FROM card WHERE card_id = ANY (?) AND status <> {RETIRED})) ORDER BY id FOR UPDATE");
    private static final String NAMED_OR_IN_USE = StatusLiterals.expand("""
            SELECT named_card FROM request
            WHERE named_card IN (:ids) AND status IN ({APPROVED}, {PENDING}, {EXECUTING})
            UNION SELECT card_id FROM card WHERE card_id IN (:ids) AND status <> {RETIRED}
            """);
    private static final String FITS = """
            status = {APPROVED} AND kind = :kind AND (:algorithm::text IS NULL OR algorithm = :algorithm)
                AND (station IS NULL OR station IN (:stations)) AND template NOT IN (:without)
            """;
    /** Finds the first of each algorithm and station by index request_waiting, then the first of those. */
    private static final String CHOOSE_ANY = StatusLiterals.expand("""
            SELECT waiting.id FROM unnest(:algorithms::text[]) AS usable, unnest(:places::text[]) AS place, LATERAL (
                SELECT * FROM request WHERE named_card IS NULL AND status = {APPROVED} AND kind = :kind
                    AND algorithm = usable
                    AND coalesce(station, '') = place AND template NOT IN (:without) AND id NOT IN (:seen)
                ORDER BY priority DESC, submitted, line LIMIT :most) AS waiting
            ORDER BY priority DESC, submitted, line LIMIT :most
            """);

    private static final String CLAIM_STALE =
            StatusLiterals.expand("SELECT * FROM request WHERE initialization_started < now() - interval '1 hour' AND "
                    + FITS + "ORDER BY initialization_started LIMIT :most FOR UPDATE SKIP LOCKED");
    private static final UnnestColumns<IssuanceRequest> STATE = new UnnestColumns<IssuanceRequest>()
            .uuid("id", IssuanceRequest::id)
            .number("status", request -> request.status().number())
            .text("reason", IssuanceRequest::reason)
            .uuid("card", IssuanceRequest::card)
            .number("attempts", IssuanceRequest::attempts)
            .text(
                    "named_card",
                    request -> request.namedCard() == null
                            ? null
                            : request.namedCard().hex())
            .text("initialization_agent", of(BlankCardInitialization::agent))
            .text("initialization_slot", of(BlankCardInitialization::slot))
            .uuid("initialization_session", of(BlankCardInitialization::session))
            .uuid("initialization_instruction", of(BlankCardInitialization::instruction))
            .flag(
                    "initialization_done",
                    request -> request.initialization() != null
                            && request.initialization().done());
    private static final String SAVE =
            StatusLiterals.expand("UPDATE request SET " + STATE.setClause("now") + """
            , initialization_started = CASE WHEN now.initialization_instruction IS NULL THEN NULL
                WHEN request.initialization_instruction = now.initialization_instruction THEN initialization_started
                ELSE clock_timestamp() END,
            started = CASE WHEN now.status <> {APPROVED} THEN coalesce(started, clock_timestamp()) END,
            completed = CASE WHEN now.status IN ({COMPLETED}, {FAILED})
                THEN coalesce(completed, clock_timestamp()) END
            FROM\s""" + STATE.unnestTable("now")
                    + " WHERE request.id = now.id");
    private static final String HAS_OPEN_NAMED = StatusLiterals.expand(
            "SELECT EXISTS (SELECT FROM request"
                    + " WHERE status = {APPROVED} AND kind = :kind AND named_card IS NOT NULL AND initialization_started IS NULL)");

    private static final UUID NONE = new UUID(0, 0);

    private final NamedParameterJdbcTemplate jdbc;

    /** Creates a repository over this database. */
    public IssuanceRequestRepository(Database database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /** A request of a manifest; starts Approved. */
    public record NewRequest(
            UUID id,
            String externalId,
            UUID batch,
            int line,
            String person,
            String displayName,
            ProfileTemplateRepository.StoredTemplate template,
            @Nullable CardId namedCard,
            @Nullable String station,
            int priority) {}

    /**
     * What requests a card that no request names can be issued for.
     * @param algorithm of the administrator key; null if unknown
     * @param stations where such cards are
     */
    public record ClaimCriteria(CardKind kind, @Nullable KeyAlgorithm algorithm, Set<String> stations) {}

    /** Inserts requests. */
    public void add(Collection<? extends NewRequest> requests) {
        jdbc.batchUpdate(
                ADD, requests.stream().map(IssuanceRequestRepository::columns).toArray(MapSqlParameterSource[]::new));
    }

    /** Returns those of these ids that are in use. */
    public Set<String> findExistingExternalIds(Collection<String> externalIds) {
        String sql = "SELECT external_id FROM request WHERE external_id IN (:ids)";
        return externalIds.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.queryForList(sql, Map.of("ids", externalIds), String.class));
    }

    /** Returns those of these ids that an open request names or a card in use has. */
    public Set<CardId> findNamedOrInUse(Collection<CardId> cards) {
        if (cards.isEmpty()) {
            return Set.of();
        }
        List<String> hex = cards.stream().map(CardId::hex).toList();
        return Set.copyOf(jdbc.query(NAMED_OR_IN_USE, Map.of("ids", hex), (row, n) -> new CardId(row.getString(1))));
    }

    /** Locks the Approved requests that name these cards. */
    public Supplier<Map<CardId, IssuanceRequest>> claimNamed(Collection<CardId> cards, StatementBatch statements) {
        Supplier<List<IssuanceRequest>> rows = query(CLAIM_NAMED, CardRepository.toHexArray(cards), statements);
        return () -> {
            Map<CardId, IssuanceRequest> claimed = new HashMap<>();
            rows.get().forEach(request -> claimed.put(request.namedCard(), request));
            return claimed;
        };
    }

    /**
     * Locks Approved requests that name no card and meet the criteria, by priority and age; skips claims of other
     * processors. If there are too few, adds requests whose blank card did not return within an hour, without that card.
     * @param without ids of templates to exclude
     */
    public List<IssuanceRequest> claimAny(ClaimCriteria criteria, int most, Set<UUID> without) {
        KeyAlgorithm algorithm = criteria.algorithm();
        MapSqlParameterSource parameters = new MapSqlParameterSource()
                .addValue("kind", criteria.kind().name())
                .addValue("algorithm", algorithm == null ? null : algorithm.text())
                .addValue("stations", criteria.stations().isEmpty() ? List.of("") : criteria.stations())
                .addValue("algorithms", algorithms(algorithm))
                .addValue("places", withNoStation(criteria.stations()))
                .addValue("without", without.isEmpty() ? Set.of(NONE) : without);
        List<IssuanceRequest> claimed = new RequestClaimQuery(jdbc).claim(CHOOSE_ANY, parameters, most);
        if (claimed.size() < most) {
            parameters.addValue("most", most - claimed.size());
            claimed.addAll(
                    jdbc.query(CLAIM_STALE, parameters, (row, n) -> mapRow(row).withoutNamedCard()));
        }
        return claimed;
    }

    private static String[] algorithms(@Nullable KeyAlgorithm algorithm) {
        Stream<KeyAlgorithm> all = algorithm == null ? Arrays.stream(KeyAlgorithm.values()) : Stream.of(algorithm);
        return all.map(KeyAlgorithm::text).toArray(String[]::new);
    }

    /** Returns these stations and the empty one. */
    static String[] withNoStation(Set<String> stations) {
        return Stream.concat(Stream.of(""), stations.stream()).toArray(String[]::new);
    }

    /** Whether an Approved request of this kind waits for a card that its manifest names. */
    public boolean hasOpenNamedRequests(CardKind kind) {
        return Boolean.TRUE.equals(jdbc.queryForObject(HAS_OPEN_NAMED, Map.of("kind", kind.name()), Boolean.class));
    }

    /** Locks requests, in the order of the ids, until the transaction ends. */
    public Supplier<Map<UUID, IssuanceRequest>> lock(Collection<UUID> ids, StatementBatch statements) {
        return byId(query(LOCK, ids.toArray(UUID[]::new), statements));
    }

    /** Locks the requests that these cards in use are bound to. */
    public Supplier<Map<UUID, IssuanceRequest>> lockByCards(Collection<CardId> cards, StatementBatch statements) {
        return byId(query(LOCK_BOUND, CardRepository.toHexArray(cards), statements));
    }

    private static Supplier<List<IssuanceRequest>> query(String sql, Object[] keys, StatementBatch statements) {
        return keys.length == 0 ? List::of : statements.query(sql, (row, n) -> mapRow(row), (Object) keys);
    }

    private static Supplier<Map<UUID, IssuanceRequest>> byId(Supplier<List<IssuanceRequest>> rows) {
        return () -> {
            Map<UUID, IssuanceRequest> found = new HashMap<>();
            rows.get().forEach(request -> found.put(request.id(), request));
            return found;
        };
    }

    /** Updates requests. */
    public void save(Collection<IssuanceRequest> requests, StatementBatch statements) {
        if (!requests.isEmpty()) {
            statements.update(SAVE, STATE.toParameters(requests));
        }
    }

    private static <V> Function<IssuanceRequest, @Nullable V> of(Function<BlankCardInitialization, V> part) {
        return request -> request.initialization() == null ? null : part.apply(request.initialization());
    }

    private static MapSqlParameterSource columns(NewRequest request) {
        ProfileTemplate template = request.template().template();
        CardId named = request.namedCard();
        return new MapSqlParameterSource()
                .addValue("id", request.id())
                .addValue("external_id", request.externalId())
                .addValue("batch", request.batch())
                .addValue("line", request.line())
                .addValue("person", request.person())
                .addValue("display_name", request.displayName())
                .addValue("template", request.template().id())
                .addValue("kind", template.kind().name())
                .addValue("algorithm", template.algorithm().text())
                .addValue("named_card", named == null ? null : named.hex())
                .addValue("station", request.station())
                .addValue("priority", request.priority())
                .addValue("initialise", template.initialise() != null);
    }

    static IssuanceRequest mapRow(ResultSet row) throws SQLException {
        String named = row.getString("named_card");
        return new IssuanceRequest(
                row.getObject("id", UUID.class),
                row.getObject("batch", UUID.class),
                row.getString("person"),
                row.getObject("template", UUID.class),
                named == null ? null : new CardId(named),
                row.getString("station"),
                RequestStatus.fromNumber(row.getInt("status")),
                row.getString("reason"),
                row.getObject("card", UUID.class),
                row.getInt("attempts"),
                initialization(row));
    }

    private static @Nullable BlankCardInitialization initialization(ResultSet row) throws SQLException {
        UUID instruction = row.getObject("initialization_instruction", UUID.class);
        return instruction == null
                ? null
                : new BlankCardInitialization(
                        row.getString("initialization_agent"),
                        row.getString("initialization_slot"),
                        row.getObject("initialization_session", UUID.class),
                        instruction,
                        row.getBoolean("initialization_done"));
    }
}
