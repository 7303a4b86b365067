package org.cardroom.db.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.Room;
import org.cardroom.db.issuing.Letters;
import org.cardroom.events.card.CardId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BygoneTest {
    private final Room room = new Room();
    private final Bygone bygone = new Bygone(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private int count(String from) {
        return room.jdbc
                .sql("SELECT count(*) FROM " + from)
                .query(Integer.class)
                .single();
    }

    @Test
    void addsCardsThatWereIssued() {
        bygone.growTo(30);
        bygone.growTo(100);
        bygone.growTo(100);
        assertThat(count("card JOIN request ON request.card = card.id AND card.request = request.id"
                        + " JOIN batch ON batch.id = request.batch WHERE card.provisioning = 'ISSUED'"))
                .isEqualTo(100);
        assertThat(count("card_history")).isEqualTo(300);
        assertThat(count("audit")).isEqualTo(300);
        assertThat(count("seen")).isEqualTo(100);
    }

    @Test
    void givesThemTheirLetters() {
        bygone.growTo(10);
        CardId any = new CardId(room.jdbc
                .sql("SELECT min(card_id) FROM card")
                .query(String.class)
                .single());
        assertThat(new Letters(room.store).of(any)).hasSize(1);
    }
}
