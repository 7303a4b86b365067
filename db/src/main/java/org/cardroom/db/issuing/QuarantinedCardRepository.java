package org.cardroom.db.issuing;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.cardroom.db.Database;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the cards whose state could not be rolled forward after a restore; they get no response. */
public final class QuarantinedCardRepository {
    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public QuarantinedCardRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /**
     * A quarantined card.
     * @param outcomes published outcomes of the card, unchanged
     */
    public record QuarantinedCard(CardId card, String reason, List<String> outcomes) {}

    /** Finds the ids of all quarantined cards. */
    public Set<CardId> findCardIds() {
        return jdbc.sql("SELECT card_id FROM quarantined_card")
                .query((row, n) -> new CardId(row.getString(1)))
                .set();
    }

    /** Finds all quarantined cards, by id. */
    public List<QuarantinedCard> findAll() {
        return jdbc.sql("SELECT card_id, reason, outcomes FROM quarantined_card ORDER BY card_id")
                .query((row, n) ->
                        new QuarantinedCard(new CardId(row.getString(1)), row.getString(2), texts(row.getArray(3))))
                .list();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** Replaces all quarantined cards. */
    public void replaceAll(Collection<QuarantinedCard> cards) {
        jdbc.sql("DELETE FROM quarantined_card WHERE card_id <> ALL (?)")
                .param(cards.stream().map(card -> card.card().hex()).toArray(String[]::new))
                .update();
        for (QuarantinedCard card : cards) {
            jdbc.sql("INSERT INTO quarantined_card (card_id, reason, outcomes) VALUES (?, ?, ?) ON CONFLICT (card_id)"
                            + " DO UPDATE SET reason = excluded.reason, outcomes = excluded.outcomes")
                    .param(card.card().hex())
                    .param(card.reason())
                    .param(card.outcomes().toArray(String[]::new))
                    .update();
        }
    }
}
