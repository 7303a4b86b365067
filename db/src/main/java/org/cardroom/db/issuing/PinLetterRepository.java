package org.cardroom.db.issuing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.UnnestColumns;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The PINs that are kept for their letters, sealed to a key that only the letter printers have. */
public final class PinLetterRepository {
    private static final UnnestColumns<SealedPinLetter> LETTER = new UnnestColumns<SealedPinLetter>()
            .uuid("request", SealedPinLetter::request)
            .uuid("card", SealedPinLetter::card)
            .text("sealed", SealedPinLetter::sealed);
    private static final String ADD =
            "INSERT INTO pin_letter (" + LETTER.columnNames() + ") SELECT * FROM " + LETTER.unnestTable("fresh");

    private final NamedParameterJdbcTemplate jdbc;

    /** Those of this database. */
    public PinLetterRepository(Database database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /**
     * One letter's PIN.
     *
     * @param sealed base64, to be opened by the letter printers' key, bound to request and card
     */
    public record SealedPinLetter(UUID request, UUID card, String sealed) {}

    /** Keeps these, together with others. */
    public void add(Collection<SealedPinLetter> letters, StatementBatch statements) {
        if (!letters.isEmpty()) {
            statements.update(ADD, LETTER.toParameters(letters));
        }
    }

    /** The letter of the card in use under this id; none where its PIN was not kept. */
    public List<SealedPinLetter> findByCard(CardId card) {
        String sql =
                "SELECT l.* FROM pin_letter l JOIN card c ON c.request = l.request AND c.id = l.card WHERE c.card_id = :id AND c.status <> 6";
        return jdbc.query(
                sql,
                new MapSqlParameterSource("id", card.hex()),
                (row, n) -> new SealedPinLetter(
                        row.getObject("request", UUID.class),
                        row.getObject("card", UUID.class),
                        row.getString("sealed")));
    }
}
