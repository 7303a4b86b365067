package org.cardroom.db.issuing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Columns;
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The PINs that are kept for their letters, sealed to a key that only the letter printers have. */
public final class Letters {
    private static final Columns<Letter> LETTER = new Columns<Letter>()
            .uuid("request", Letter::request)
            .uuid("card", Letter::card)
            .text("sealed", Letter::sealed);
    private static final String ADD =
            "INSERT INTO letter (" + LETTER.names() + ") SELECT * FROM " + LETTER.table("fresh");

    private final NamedParameterJdbcTemplate jdbc;

    /** Those of this database. */
    public Letters(Store store) {
        jdbc = new NamedParameterJdbcTemplate(store.dataSource());
    }

    /**
     * One letter's PIN.
     *
     * @param sealed base64, to be opened by the letter printers' key, bound to request and card
     */
    public record Letter(UUID request, UUID card, String sealed) {}

    /** Keeps these, together with others. */
    public void add(Collection<Letter> letters, Trip trip) {
        if (!letters.isEmpty()) {
            trip.add(ADD, LETTER.of(letters));
        }
    }

    /** The letter of the card in use under this id; none where its PIN was not kept. */
    public List<Letter> of(CardId card) {
        String sql =
                "SELECT l.* FROM letter l JOIN card c ON c.request = l.request AND c.id = l.card WHERE c.card_id = :id AND c.status <> 6";
        return jdbc.query(
                sql,
                new MapSqlParameterSource("id", card.hex()),
                (row, n) -> new Letter(
                        row.getObject("request", UUID.class),
                        row.getObject("card", UUID.class),
                        row.getString("sealed")));
    }
}
