package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cardroom.db.Room;
import org.cardroom.db.Trip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class LettersTest {
    private final Room room = new Room();
    private final Letters letters = new Letters(room.store);
    private final Card card = CardsTest.card(Room.card(1), room.add("r-1").id(), room.gids.id());
    private final Letters.Letter letter = new Letters.Letter(card.request(), card.id(), "c2VhbGVk");

    @AfterEach
    void close() {
        room.close();
    }

    private void add(Letters.Letter letter) {
        Trip trip = new Trip(room.store);
        letters.add(List.of(letter), trip);
        trip.run();
    }

    @Test
    void findsTheLetterOfACard() {
        new Cards(room.store).save(List.of(card));
        add(letter);
        assertThat(letters.of(Room.card(1))).containsExactly(letter);
        assertThat(letters.of(Room.card(2))).isEmpty();
    }

    @Test
    void findsNoneOfARetiredCard() {
        new Cards(room.store).save(List.of(card.as(CardStatus.RETIRED, Provisioning.NONE)));
        add(letter);
        assertThat(letters.of(Room.card(1))).isEmpty();
    }

    @Test
    void keepsOneLetterOfARequest() {
        new Cards(room.store).save(List.of(card));
        add(letter);
        assertThatThrownBy(() -> add(letter)).isInstanceOf(DuplicateKeyException.class);
    }
}
