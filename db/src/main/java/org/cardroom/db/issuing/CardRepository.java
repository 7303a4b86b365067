package org.cardroom.db.issuing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.StatusLiterals;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.InstructionType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads and writes cards, for a whole poll at once. */
public final class CardRepository {
    private static final String SAVE = "INSERT INTO card (" + CardRowMapping.STATE.columnNames() + ") SELECT * FROM "
            + CardRowMapping.STATE.unnestTable("now") + " ON CONFLICT (id) DO UPDATE SET "
            + CardRowMapping.STATE.setClause("excluded") + ", updated = now()";
    private static final String APPEND_HISTORY = "INSERT INTO card_history (" + CardRowMapping.HISTORY.columnNames()
            + ") SELECT * FROM " + CardRowMapping.HISTORY.unnestTable("now");

    private static final String BINDINGS = """
            SELECT ref.request AS ref_request, ref.card AS ref_card, card.card_id, card.request
            FROM unnest(?::uuid[], ?::uuid[]) AS ref (request, card)
                JOIN card ON card.id = ref.card JOIN request ON request.id = ref.request
            """;
    private static final String LOCK = StatusLiterals.expand(
            "SELECT * FROM card WHERE card_id = ANY (?) AND status <> {RETIRED} ORDER BY card_id FOR UPDATE");

    private static final String FORMER =
            StatusLiterals.expand("SELECT card_id, max(greatest(confirmed_issuance, proposed_issuance)) FROM card"
                    + " WHERE card_id = ANY (?) AND status = {RETIRED} GROUP BY card_id");
    private static final String FIND =
            StatusLiterals.expand("SELECT * FROM card WHERE card_id = :id AND status <> {RETIRED}");

    private final NamedParameterJdbcTemplate jdbc;

    /** Creates a repository over this database. */
    public CardRepository(Database database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /**
     * A card after an event.
     * @param description of the event; no secret
     */
    public record CardHistoryEntry(Card card, UUID event, String description) {}

    /** Locks the cards in use under these ids, in the order of the ids, until the transaction ends. */
    public Supplier<Map<CardId, Card>> lock(Collection<CardId> ids, StatementBatch statements) {
        if (ids.isEmpty()) {
            return Map::of;
        }
        Supplier<List<Card>> rows = statements.query(LOCK, (row, n) -> card(row), (Object) toHexArray(ids));
        return () -> {
            Map<CardId, Card> found = new LinkedHashMap<>();
            rows.get().forEach(card -> found.put(card.cardId(), card));
            return found;
        };
    }

    /** Finds the last issuance number of those plastics that were used before as another card. */
    public Supplier<Map<CardId, Integer>> findFormerIssuances(Collection<CardId> ids, StatementBatch statements) {
        if (ids.isEmpty()) {
            return Map::of;
        }
        Supplier<List<Map.Entry<CardId, Integer>>> rows = statements.query(
                FORMER, (row, n) -> Map.entry(new CardId(row.getString(1)), row.getInt(2)), (Object) toHexArray(ids));
        return () -> rows.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static String[] toHexArray(Collection<CardId> ids) {
        return ids.stream().map(CardId::hex).toArray(String[]::new);
    }

    /** Finds the card in use under this id. */
    public Optional<Card> find(CardId id) {
        return jdbc.query(FIND, Map.of("id", id.hex()), (row, n) -> card(row)).stream()
                .findFirst();
    }

    /** Finds a card by our identifier, retired or not. */
    public Optional<Card> find(UUID id) {
        return jdbc.query("SELECT * FROM card WHERE id = :id", Map.of("id", id), (row, n) -> card(row)).stream()
                .findFirst();
    }

    /**
     * A request and a card that a client refers to together.
     * @param smartcard our identifier of the card
     */
    public record CardReference(UUID request, UUID smartcard) {}

    /**
     * The immutable binding of a card.
     * @param card identifier on the card
     * @param request id of the bound request
     */
    public record CardBinding(CardId card, UUID request) {}

    /** Finds the bindings of cards, retired or not; omits references whose card or request does not exist. */
    public Supplier<Map<CardReference, CardBinding>> findBindings(
            Collection<CardReference> references, StatementBatch statements) {
        if (references.isEmpty()) {
            return Map::of;
        }
        UUID[] requests = references.stream().map(CardReference::request).toArray(UUID[]::new);
        UUID[] smartcards = references.stream().map(CardReference::smartcard).toArray(UUID[]::new);
        Supplier<List<Map.Entry<CardReference, CardBinding>>> rows =
                statements.query(BINDINGS, (row, n) -> binding(row), requests, smartcards);
        return () -> rows.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    private static Map.Entry<CardReference, CardBinding> binding(ResultSet row) throws SQLException {
        return Map.entry(
                new CardReference(row.getObject("ref_request", UUID.class), row.getObject("ref_card", UUID.class)),
                new CardBinding(new CardId(row.getString("card_id")), row.getObject("request", UUID.class)));
    }

    /** Inserts or updates cards. */
    public void save(Collection<Card> cards, StatementBatch statements) {
        if (!cards.isEmpty()) {
            statements.update(SAVE, CardRowMapping.STATE.toParameters(cards));
        }
    }

    /** Appends to the history of cards. */
    public void appendHistory(Collection<CardHistoryEntry> changes, StatementBatch statements) {
        if (!changes.isEmpty()) {
            statements.update(APPEND_HISTORY, CardRowMapping.HISTORY.toParameters(changes));
        }
    }

    private static Card card(ResultSet row) throws SQLException {
        return new Card(
                row.getObject("id", UUID.class),
                new CardId(row.getString("card_id")),
                CardKind.valueOf(row.getString("kind")),
                CardStatus.fromNumber(row.getInt("status")),
                ProvisioningState.valueOf(row.getString("provisioning_state")),
                row.getObject("request", UUID.class),
                row.getObject("template", UUID.class),
                keys(row),
                row.getInt("unresolved_answers"),
                row.getInt("instruction_count"),
                openSession(row),
                row.getString("held_pin"),
                httpSession(row));
    }

    private static @Nullable HttpSessionState httpSession(ResultSet row) throws SQLException {
        String challenge = row.getString("http_last_challenge");
        return row.getBoolean("worked_over_http")
                ? new HttpSessionState(
                        challenge == null ? null : new Challenge(challenge), row.getBoolean("http_diversified"))
                : null;
    }

    private static CardKeyState keys(ResultSet row) throws SQLException {
        Integer proposed = row.getObject("proposed_version", Integer.class);
        return new CardKeyState(
                new AdminKeyRef(row.getInt("confirmed_version"), row.getInt("confirmed_issuance")),
                proposed == null ? null : new AdminKeyRef(proposed, row.getInt("proposed_issuance")),
                row.getBoolean("confirmed_refused"),
                row.getBoolean("proposed_refused"),
                row.getBoolean("key_may_be_written"),
                row.getBoolean("puk_may_be_written"),
                row.getInt("puk_version"));
    }

    private static @Nullable OpenSession openSession(ResultSet row) throws SQLException {
        UUID session = row.getObject("session", UUID.class);
        String step = row.getString("instruction_type");
        return session == null
                ? null
                : new OpenSession(
                        session,
                        row.getString("agent"),
                        row.getObject("journal", UUID.class),
                        row.getObject("instruction", UUID.class),
                        step == null ? null : InstructionType.valueOf(step),
                        row.getBoolean("answer_under_proposed"));
    }
}
