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

/** The cards, read and written for a whole poll at once. */
public final class CardRepository {
    private static final String SAVE = "INSERT INTO card (" + CardRowMapping.STATE.columnNames() + ") SELECT * FROM "
            + CardRowMapping.STATE.unnestTable("now") + " ON CONFLICT (id) DO UPDATE SET "
            + CardRowMapping.STATE.setClause("excluded") + ", updated = now()";
    private static final String REMEMBER = "INSERT INTO card_history (" + CardRowMapping.HISTORY.columnNames()
            + ") SELECT * FROM " + CardRowMapping.HISTORY.unnestTable("now");

    private static final String BINDINGS = """
            SELECT asked.request AS asked_request, asked.card AS asked_card, card.card_id, card.request
            FROM unnest(?::uuid[], ?::uuid[]) AS asked (request, card)
                JOIN card ON card.id = asked.card JOIN request ON request.id = asked.request
            """;
    private static final String LOCK =
            "SELECT * FROM card WHERE card_id = ANY (?) AND status <> 6 ORDER BY card_id FOR UPDATE";

    private static final String FORMER =
            "SELECT card_id, max(greatest(confirmed_issuance, proposed_issuance)) FROM card"
                    + " WHERE card_id = ANY (?) AND status = 6 GROUP BY card_id";

    private final Database database;
    private final NamedParameterJdbcTemplate jdbc;

    /** Those of this database. */
    public CardRepository(Database database) {
        this.database = database;
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /** A row as one event left it, and what that was. */
    public record CardHistoryEntry(Card card, UUID event, String what) {}

    /** Locks the rows of these cards, in order, for the rest of the transaction; retired ones are nobody's. */
    public Map<CardId, Card> lock(Collection<CardId> ids) {
        return StatementBatch.single(database, statements -> lock(ids, statements));
    }

    /** The same, together with others. */
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

    /** The last issuance of those of these plastics that had a former life, together with others. */
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

    /** The card in use under this id. */
    public Optional<Card> find(CardId id) {
        String sql = "SELECT * FROM card WHERE card_id = :id AND status <> 6";
        return jdbc.query(sql, Map.of("id", id.hex()), (row, n) -> card(row)).stream()
                .findFirst();
    }

    /** The card of our identifier, retired or not. */
    public Optional<Card> find(UUID id) {
        return jdbc.query("SELECT * FROM card WHERE id = :id", Map.of("id", id), (row, n) -> card(row)).stream()
                .findFirst();
    }

    /**
     * A request and a card that somebody names together.
     *
     * @param smartcard our identifier of the card
     */
    public record CardReference(UUID request, UUID smartcard) {}

    /**
     * What a card that exists is, and stays.
     *
     * @param card its own identifier
     * @param request the one that it is bound to
     */
    public record CardBinding(CardId card, UUID request) {}

    /** What those of these cards are that exist, retired or not, where the request exists that they are named with. */
    public Supplier<Map<CardReference, CardBinding>> findBindings(
            Collection<CardReference> named, StatementBatch statements) {
        if (named.isEmpty()) {
            return Map::of;
        }
        UUID[] requests = named.stream().map(CardReference::request).toArray(UUID[]::new);
        UUID[] smartcards = named.stream().map(CardReference::smartcard).toArray(UUID[]::new);
        Supplier<List<Map.Entry<CardReference, CardBinding>>> rows =
                statements.query(BINDINGS, (row, n) -> bond(row), requests, smartcards);
        return () -> rows.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    private static Map.Entry<CardReference, CardBinding> bond(ResultSet row) throws SQLException {
        return Map.entry(
                new CardReference(row.getObject("asked_request", UUID.class), row.getObject("asked_card", UUID.class)),
                new CardBinding(new CardId(row.getString("card_id")), row.getObject("request", UUID.class)));
    }

    /** Writes these rows as they are now. */
    public void save(Collection<Card> cards) {
        StatementBatch statements = new StatementBatch(database);
        save(cards, statements);
        statements.execute();
    }

    /** The same, together with others. */
    public void save(Collection<Card> cards, StatementBatch statements) {
        if (!cards.isEmpty()) {
            statements.update(SAVE, CardRowMapping.STATE.toParameters(cards));
        }
    }

    /** Adds to the history how each event left its card, together with others. */
    public void appendHistory(Collection<CardHistoryEntry> changes, StatementBatch statements) {
        if (!changes.isEmpty()) {
            statements.update(REMEMBER, CardRowMapping.HISTORY.toParameters(changes));
        }
    }

    private static Card card(ResultSet row) throws SQLException {
        return new Card(
                row.getObject("id", UUID.class),
                new CardId(row.getString("card_id")),
                CardKind.valueOf(row.getString("kind")),
                CardStatus.fromNumber(row.getInt("status")),
                ProvisioningState.valueOf(row.getString("provisioning")),
                row.getObject("request", UUID.class),
                row.getObject("template", UUID.class),
                keys(row),
                row.getInt("tries"),
                row.getInt("steps"),
                exchange(row),
                row.getString("held_pin"),
                overHttp(row));
    }

    private static @Nullable HttpSessionState overHttp(ResultSet row) throws SQLException {
        String answered = row.getString("challenge");
        return row.getBoolean("gateway")
                ? new HttpSessionState(
                        answered == null ? null : new Challenge(answered), row.getBoolean("with_proposed"))
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

    private static @Nullable OpenSession exchange(ResultSet row) throws SQLException {
        UUID session = row.getObject("session", UUID.class);
        String step = row.getString("step");
        return session == null
                ? null
                : new OpenSession(
                        session,
                        row.getString("agent"),
                        row.getObject("journal", UUID.class),
                        row.getObject("instruction", UUID.class),
                        step == null ? null : InstructionType.valueOf(step),
                        row.getBoolean("with_proposed"));
    }
}
