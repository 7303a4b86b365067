package org.cardroom.db.http;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatusLiterals;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds cards for the HTTP API, including retired ones and those of agents. */
public final class SmartcardViewRepository {
    private static final String SELECT = """
            SELECT c.id, c.card_id, c.status, h.target, t.id AS template, t.version, c.atr
            FROM card c JOIN template t ON t.id = c.template
                LEFT JOIN http_request h ON h.request = c.request
            """;
    private static final String BY_CARD_ID =
            StatusLiterals.expand("WHERE c.card_id = ? ORDER BY (c.status = {RETIRED}), c.updated DESC LIMIT 20");

    private final JdbcClient jdbc;

    /** Creates a repository over this database. */
    public SmartcardViewRepository(Database database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    /** Finds a card by our identifier. */
    public Optional<SmartcardView> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE c.id = ?")
                .param(id)
                .query((row, n) -> smartcard(row))
                .optional();
    }

    /** Finds the cards with this card id: the one in use, then retired ones, newest first. */
    public List<SmartcardView> find(CardId cardId) {
        return jdbc.sql(SELECT + BY_CARD_ID)
                .param(cardId.hex())
                .query((row, n) -> smartcard(row))
                .list();
    }

    private static SmartcardView smartcard(ResultSet row) throws SQLException {
        String atr = row.getString("atr");
        return new SmartcardView(
                row.getObject("id", UUID.class),
                new CardId(row.getString("card_id")),
                CardStatus.fromNumber(row.getInt("status")),
                row.getObject("target", UUID.class),
                row.getObject("template", UUID.class),
                row.getInt("version"),
                atr == null ? null : new Atr(atr));
    }
}
