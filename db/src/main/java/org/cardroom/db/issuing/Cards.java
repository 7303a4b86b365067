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
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The cards, read and written for a whole poll at once. */
public final class Cards {
    private static final String SAVE =
            "INSERT INTO card (" + CardColumns.STATE.names() + ") SELECT * FROM " + CardColumns.STATE.table("now")
                    + " ON CONFLICT (id) DO UPDATE SET " + CardColumns.STATE.from("excluded") + ", updated = now()";
    private static final String REMEMBER = "INSERT INTO card_history (" + CardColumns.HISTORY.names()
            + ") SELECT * FROM " + CardColumns.HISTORY.table("now");

    private static final String BONDS = """
            SELECT asked.request AS asked_request, asked.card AS asked_card, card.card_id, card.request
            FROM unnest(?::uuid[], ?::uuid[]) AS asked (request, card)
                JOIN card ON card.id = asked.card JOIN request ON request.id = asked.request
            """;
    private static final String LOCK =
            "SELECT * FROM card WHERE card_id = ANY (?) AND status <> 6 ORDER BY card_id FOR UPDATE";

    private static final String FORMER =
            "SELECT card_id, max(greatest(confirmed_issuance, proposed_issuance)) FROM card"
                    + " WHERE card_id = ANY (?) AND status = 6 GROUP BY card_id";

    private final Store store;
    private final NamedParameterJdbcTemplate jdbc;

    /** Those of this database. */
    public Cards(Store store) {
        this.store = store;
        jdbc = new NamedParameterJdbcTemplate(store.dataSource());
    }

    /** A row as one event left it, and what that was. */
    public record Change(Card card, UUID event, String what) {}

    /** Locks the rows of these cards, in order, for the rest of the transaction; retired ones are nobody's. */
    public Map<CardId, Card> lock(Collection<CardId> ids) {
        return Trip.alone(store, trip -> lock(ids, trip));
    }

    /** The same, together with others. */
    public Supplier<Map<CardId, Card>> lock(Collection<CardId> ids, Trip trip) {
        if (ids.isEmpty()) {
            return Map::of;
        }
        Supplier<List<Card>> rows = trip.ask(LOCK, (row, n) -> card(row), (Object) hex(ids));
        return () -> {
            Map<CardId, Card> found = new LinkedHashMap<>();
            rows.get().forEach(card -> found.put(card.cardId(), card));
            return found;
        };
    }

    /** The last issuance of those of these plastics that had a former life, together with others. */
    public Supplier<Map<CardId, Integer>> formerIssuances(Collection<CardId> ids, Trip trip) {
        if (ids.isEmpty()) {
            return Map::of;
        }
        Supplier<List<Map.Entry<CardId, Integer>>> rows =
                trip.ask(FORMER, (row, n) -> Map.entry(new CardId(row.getString(1)), row.getInt(2)), (Object) hex(ids));
        return () -> rows.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static String[] hex(Collection<CardId> ids) {
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
    public record Named(UUID request, UUID smartcard) {}

    /**
     * What a card that exists is, and stays.
     *
     * @param card its own identifier
     * @param request the one that it is bound to
     */
    public record Bond(CardId card, UUID request) {}

    /** What those of these cards are that exist, retired or not, where the request exists that they are named with. */
    public Supplier<Map<Named, Bond>> bonds(Collection<Named> named, Trip trip) {
        if (named.isEmpty()) {
            return Map::of;
        }
        UUID[] requests = named.stream().map(Named::request).toArray(UUID[]::new);
        UUID[] smartcards = named.stream().map(Named::smartcard).toArray(UUID[]::new);
        Supplier<List<Map.Entry<Named, Bond>>> rows = trip.ask(BONDS, (row, n) -> bond(row), requests, smartcards);
        return () -> rows.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    private static Map.Entry<Named, Bond> bond(ResultSet row) throws SQLException {
        return Map.entry(
                new Named(row.getObject("asked_request", UUID.class), row.getObject("asked_card", UUID.class)),
                new Bond(new CardId(row.getString("card_id")), row.getObject("request", UUID.class)));
    }

    /** Writes these rows as they are now. */
    public void save(Collection<Card> cards) {
        Trip trip = new Trip(store);
        save(cards, trip);
        trip.run();
    }

    /** The same, together with others. */
    public void save(Collection<Card> cards, Trip trip) {
        if (!cards.isEmpty()) {
            trip.add(SAVE, CardColumns.STATE.of(cards));
        }
    }

    /** Adds to the history how each event left its card, together with others. */
    public void remember(Collection<Change> changes, Trip trip) {
        if (!changes.isEmpty()) {
            trip.add(REMEMBER, CardColumns.HISTORY.of(changes));
        }
    }

    private static Card card(ResultSet row) throws SQLException {
        return new Card(
                row.getObject("id", UUID.class),
                new CardId(row.getString("card_id")),
                CardKind.valueOf(row.getString("kind")),
                CardStatus.numbered(row.getInt("status")),
                Provisioning.valueOf(row.getString("provisioning")),
                row.getObject("request", UUID.class),
                row.getObject("template", UUID.class),
                keys(row),
                row.getInt("tries"),
                row.getInt("steps"),
                exchange(row),
                row.getString("held_pin"),
                overHttp(row));
    }

    private static @Nullable OverHttp overHttp(ResultSet row) throws SQLException {
        String answered = row.getString("challenge");
        return row.getBoolean("gateway")
                ? new OverHttp(answered == null ? null : new Challenge(answered), row.getBoolean("with_proposed"))
                : null;
    }

    private static CardKeys keys(ResultSet row) throws SQLException {
        Integer proposed = row.getObject("proposed_version", Integer.class);
        return new CardKeys(
                new KeyRef(row.getInt("confirmed_version"), row.getInt("confirmed_issuance")),
                proposed == null ? null : new KeyRef(proposed, row.getInt("proposed_issuance")),
                row.getBoolean("confirmed_refused"),
                row.getBoolean("proposed_refused"),
                row.getBoolean("key_sent"),
                row.getBoolean("puk_sent"),
                row.getInt("puk_version"));
    }

    private static @Nullable Exchange exchange(ResultSet row) throws SQLException {
        UUID session = row.getObject("session", UUID.class);
        String step = row.getString("step");
        return session == null
                ? null
                : new Exchange(
                        session,
                        row.getString("agent"),
                        row.getObject("journal", UUID.class),
                        row.getObject("instruction", UUID.class),
                        step == null ? null : Step.valueOf(step),
                        row.getBoolean("with_proposed"));
    }
}
