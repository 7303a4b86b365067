package org.cardroom.db.issuing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cardroom.db.Columns;
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
    private static final Columns<Card> STATE = state(new Columns<Card>().uuid("id", Card::id), card -> card)
            .text("card_id", card -> card.cardId().hex())
            .text("kind", card -> card.kind().name())
            .uuid("request", Card::request)
            .uuid("template", Card::template)
            .flag("confirmed_refused", card -> card.keys().confirmedRefused())
            .flag("proposed_refused", card -> card.keys().proposedRefused())
            .flag("key_sent", card -> card.keys().keySent())
            .flag("puk_sent", card -> card.keys().pukSent())
            .number("puk_version", card -> card.keys().pukVersion())
            .number("tries", Card::tries)
            .number("steps", Card::steps)
            .uuid("session", of(Exchange::session))
            .text("agent", of(Exchange::agent))
            .text(
                    "step",
                    of(exchange ->
                            exchange.step() == null ? null : exchange.step().name()))
            .flag("with_proposed", Cards::withProposed)
            .uuid("journal", of(Exchange::journal))
            .text("held_pin", Card::heldPin)
            .flag("gateway", card -> card.overHttp() != null)
            .text("challenge", Cards::answered);
    private static final Columns<Change> HISTORY = state(
                    new Columns<Change>().uuid("card", change -> change.card.id()), Change::card)
            .uuid("event", Change::event)
            .text("what", Change::what);
    private static final String SAVE = "INSERT INTO card (" + STATE.names() + ") SELECT * FROM " + STATE.table("now")
            + " ON CONFLICT (id) DO UPDATE SET " + STATE.from("excluded") + ", updated = now()";
    private static final String REMEMBER =
            "INSERT INTO card_history (" + HISTORY.names() + ") SELECT * FROM " + HISTORY.table("now");

    private static final String LOCK =
            "SELECT * FROM card WHERE card_id = ANY (?) AND status <> 6 ORDER BY card_id FOR UPDATE";

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

    static String[] hex(Collection<CardId> ids) {
        return ids.stream().map(CardId::hex).toArray(String[]::new);
    }

    /** The card in use under this id. */
    public Optional<Card> find(CardId id) {
        String sql = "SELECT * FROM card WHERE card_id = :id AND status <> 6";
        return jdbc.query(sql, Map.of("id", id.hex()), (row, n) -> card(row)).stream()
                .findFirst();
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
            trip.add(SAVE, STATE.of(cards));
        }
    }

    /** Adds to the history how each event left its card, together with others. */
    public void remember(Collection<Change> changes, Trip trip) {
        if (!changes.isEmpty()) {
            trip.add(REMEMBER, HISTORY.of(changes));
        }
    }

    /** The columns that a card and its history share. */
    private static <T> Columns<T> state(Columns<T> first, Function<T, Card> card) {
        return first.number("status", row -> card.apply(row).status().number())
                .text("provisioning", row -> card.apply(row).provisioning().name())
                .number(
                        "confirmed_version",
                        row -> card.apply(row).keys().confirmed().version())
                .number(
                        "confirmed_issuance",
                        row -> card.apply(row).keys().confirmed().issuance())
                .number("proposed_version", row -> proposed(card.apply(row), KeyRef::version))
                .number("proposed_issuance", row -> proposed(card.apply(row), KeyRef::issuance))
                .uuid("instruction", row -> of(Exchange::instruction).apply(card.apply(row)));
    }

    private static @Nullable Integer proposed(Card card, Function<KeyRef, Integer> part) {
        KeyRef proposed = card.keys().proposed();
        return proposed == null ? null : part.apply(proposed);
    }

    private static <V> Function<Card, @Nullable V> of(Function<Exchange, @Nullable V> part) {
        return card -> card.exchange() == null ? null : part.apply(card.exchange());
    }

    private static boolean withProposed(Card card) {
        OverHttp http = card.overHttp();
        Exchange exchange = card.exchange();
        return http != null ? http.withProposed() : exchange != null && exchange.withProposed();
    }

    private static @Nullable String answered(Card card) {
        Challenge answered = card.overHttp() == null ? null : card.overHttp().answered();
        return answered == null ? null : answered.hex();
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
