package org.cardroom.db.issuing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.StatusLiterals;
import org.cardroom.db.UnnestColumns;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Stores PINs for letters, sealed to a key that only the letter printers have. */
public final class PinLetterRepository {
    private static final UnnestColumns<SealedPinLetter> LETTER = new UnnestColumns<SealedPinLetter>()
            .uuid("request", SealedPinLetter::request)
            .uuid("card", SealedPinLetter::card)
            .text("sealed", SealedPinLetter::sealed);
    private static final String ADD =
            "INSERT INTO pin_letter (" + LETTER.columnNames() + ") SELECT * FROM " + LETTER.unnestTable("fresh");
    private static final String FIND = StatusLiterals.expand(
            "SELECT l.* FROM pin_letter l"
                    + " JOIN card c ON c.request = l.request AND c.id = l.card WHERE c.card_id = :id AND c.status <> {RETIRED}");

    private final NamedParameterJdbcTemplate jdbc;

    /** Creates a repository over this database. */
    public PinLetterRepository(Database database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    }

    /**
     * The PIN of one letter.
     * @param sealed base64, sealed to the letter printers' key and bound to request and card
     */
    public record SealedPinLetter(UUID request, UUID card, String sealed) {}

    /** Inserts letters. */
    public void add(Collection<SealedPinLetter> letters, StatementBatch statements) {
        if (!letters.isEmpty()) {
            statements.update(ADD, LETTER.toParameters(letters));
        }
    }

    /** Finds the letter of the card in use under this id; empty if its PIN was not kept. */
    public List<SealedPinLetter> findByCard(CardId card) {
        return jdbc.query(
                FIND,
                new MapSqlParameterSource("id", card.hex()),
                (row, n) -> new SealedPinLetter(
                        row.getObject("request", UUID.class),
                        row.getObject("card", UUID.class),
                        row.getString("sealed")));
    }
}
