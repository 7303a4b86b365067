package org.cardroom.db.issuing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The cards, read and written for a whole poll at once. */
public final class Cards {
    private static final String SAVE = """
            INSERT INTO card (id, card_id, kind, status, provisioning, request, template,
                confirmed_version, confirmed_issuance, proposed_version, proposed_issuance,
                confirmed_refused, proposed_refused, key_sent, puk_sent, puk_version, tries, steps,
                session, agent, instruction, step, with_proposed, journal, held_pin)
            VALUES (:id, :card_id, :kind, :status, :provisioning, :request, :template,
                :confirmed_version, :confirmed_issuance, :proposed_version, :proposed_issuance,
                :confirmed_refused, :proposed_refused, :key_sent, :puk_sent, :puk_version, :tries, :steps,
                :session, :agent, :instruction, :step, :with_proposed, :journal, :held_pin)
            ON CONFLICT (id) DO UPDATE SET status = excluded.status, provisioning = excluded.provisioning,
                request = excluded.request, template = excluded.template,
                confirmed_version = excluded.confirmed_version, confirmed_issuance = excluded.confirmed_issuance,
                proposed_version = excluded.proposed_version, proposed_issuance = excluded.proposed_issuance,
                confirmed_refused = excluded.confirmed_refused, proposed_refused = excluded.proposed_refused,
                key_sent = excluded.key_sent, puk_sent = excluded.puk_sent, puk_version = excluded.puk_version, tries = excluded.tries,
                steps = excluded.steps, session = excluded.session, agent = excluded.agent,
                instruction = excluded.instruction, step = excluded.step, with_proposed = excluded.with_proposed,
                journal = excluded.journal, held_pin = excluded.held_pin, updated = now()
            """;
    private static final String REMEMBER = """
            INSERT INTO card_history (card, event, status, provisioning, confirmed_version, confirmed_issuance,
                proposed_version, proposed_issuance, instruction, what)
            VALUES (:id, :event, :status, :provisioning, :confirmed_version, :confirmed_issuance,
                :proposed_version, :proposed_issuance, :instruction, :what)
            """;

    private final NamedParameterJdbcTemplate jdbc;

    /** Those of this database. */
    public Cards(Store store) {
        jdbc = new NamedParameterJdbcTemplate(store.dataSource());
    }

    /** A row as one event left it, and what that was. */
    public record Change(Card card, UUID event, String what) {}

    /** Locks the rows of these cards, in order, for the rest of the transaction; retired ones are nobody's. */
    public Map<CardId, Card> lock(Collection<CardId> ids) {
        Map<CardId, Card> found = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            List<String> hex = ids.stream().map(CardId::hex).toList();
            String sql = "SELECT * FROM card WHERE card_id IN (:ids) AND status <> 6 ORDER BY card_id FOR UPDATE";
            jdbc.query(sql, Map.of("ids", hex), (row, n) -> card(row)).forEach(card -> found.put(card.cardId(), card));
        }
        return found;
    }

    /** The card in use under this id. */
    public Optional<Card> find(CardId id) {
        String sql = "SELECT * FROM card WHERE card_id = :id AND status <> 6";
        return jdbc.query(sql, Map.of("id", id.hex()), (row, n) -> card(row)).stream()
                .findFirst();
    }

    /** Writes these rows as they are now. */
    public void save(Collection<Card> cards) {
        jdbc.batchUpdate(SAVE, cards.stream().map(Cards::columns).toArray(MapSqlParameterSource[]::new));
    }

    /** Adds to the history how each event left its card. */
    public void remember(Collection<Change> changes) {
        MapSqlParameterSource[] rows = changes.stream()
                .map(change ->
                        columns(change.card()).addValue("event", change.event()).addValue("what", change.what()))
                .toArray(MapSqlParameterSource[]::new);
        jdbc.batchUpdate(REMEMBER, rows);
    }

    private static MapSqlParameterSource columns(Card card) {
        CardKeys keys = card.keys();
        KeyRef proposed = keys.proposed();
        MapSqlParameterSource row = new MapSqlParameterSource()
                .addValue("id", card.id())
                .addValue("card_id", card.cardId().hex())
                .addValue("kind", card.kind().name())
                .addValue("status", card.status().number())
                .addValue("provisioning", card.provisioning().name())
                .addValue("request", card.request())
                .addValue("template", card.template())
                .addValue("confirmed_version", keys.confirmed().version())
                .addValue("confirmed_issuance", keys.confirmed().issuance())
                .addValue("proposed_version", proposed == null ? null : proposed.version())
                .addValue("proposed_issuance", proposed == null ? null : proposed.issuance())
                .addValue("confirmed_refused", keys.confirmedRefused())
                .addValue("proposed_refused", keys.proposedRefused())
                .addValue("key_sent", keys.keySent())
                .addValue("puk_sent", keys.pukSent())
                .addValue("puk_version", keys.pukVersion());
        row.addValue("tries", card.tries()).addValue("steps", card.steps()).addValue("held_pin", card.heldPin());
        return columns(row, card.exchange());
    }

    private static MapSqlParameterSource columns(MapSqlParameterSource row, @Nullable Exchange exchange) {
        Step step = exchange == null ? null : exchange.step();
        return row.addValue("session", exchange == null ? null : exchange.session())
                .addValue("agent", exchange == null ? null : exchange.agent())
                .addValue("journal", exchange == null ? null : exchange.journal())
                .addValue("instruction", exchange == null ? null : exchange.instruction())
                .addValue("step", step == null ? null : step.name())
                .addValue("with_proposed", exchange != null && exchange.withProposed());
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
                row.getString("held_pin"));
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
