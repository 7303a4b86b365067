package org.cardroom.db.issuing;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.cardroom.db.Database;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cards that could not be brought forward after an older backup was put back: none of them is answered. */
public final class QuarantinedCardRepository {
    private final JdbcClient jdbc;

    /** Those of this database. */
    public QuarantinedCardRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /**
     * One of them.
     *
     * @param outcomes what was published about it, as it was published
     */
    public record QuarantinedCard(CardId card, String reason, List<String> outcomes) {}

    /** Their ids. */
    public Set<CardId> findCardIds() {
        return jdbc.sql("SELECT card_id FROM quarantined_card")
                .query((row, n) -> new CardId(row.getString(1)))
                .set();
    }

    /** All of them. */
    public List<QuarantinedCard> findAll() {
        return jdbc.sql("SELECT card_id, reason, outcomes FROM quarantined_card ORDER BY card_id")
                .query((row, n) ->
                        new QuarantinedCard(new CardId(row.getString(1)), row.getString(2), texts(row.getArray(3))))
                .list();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** From now on these, and no others. */
    public void replaceAll(Collection<QuarantinedCard> held) {
        jdbc.sql("DELETE FROM quarantined_card WHERE card_id <> ALL (?)")
                .param(held.stream().map(one -> one.card().hex()).toArray(String[]::new))
                .update();
        for (QuarantinedCard one : held) {
            jdbc.sql("INSERT INTO quarantined_card (card_id, reason, outcomes) VALUES (?, ?, ?) ON CONFLICT (card_id)"
                            + " DO UPDATE SET reason = excluded.reason, outcomes = excluded.outcomes")
                    .param(one.card().hex())
                    .param(one.reason())
                    .param(one.outcomes().toArray(String[]::new))
                    .update();
        }
    }
}
