package org.cardroom.db.issuing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.events.card.CardId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The PINs that are kept for their letters, sealed to a key that only the letter printers have. */
public final class Letters {
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

    /** Keeps these. */
    public void add(Collection<Letter> letters) {
        MapSqlParameterSource[] rows = letters.stream()
                .map(letter -> new MapSqlParameterSource()
                        .addValue("request", letter.request())
                        .addValue("card", letter.card())
                        .addValue("sealed", letter.sealed()))
                .toArray(MapSqlParameterSource[]::new);
        jdbc.batchUpdate("INSERT INTO letter (request, card, sealed) VALUES (:request, :card, :sealed)", rows);
    }

    /** The letter of the card in use under this id; none where its PIN was not kept. */
    public List<Letter> of(CardId card) {
        String sql = "SELECT l.* FROM letter l JOIN card c ON c.id = l.card WHERE c.card_id = :id AND c.status <> 6";
        return jdbc.query(
                sql,
                new MapSqlParameterSource("id", card.hex()),
                (row, n) -> new Letter(
                        row.getObject("request", UUID.class),
                        row.getObject("card", UUID.class),
                        row.getString("sealed")));
    }
}
