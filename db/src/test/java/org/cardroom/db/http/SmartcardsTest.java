package org.cardroom.db.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Room;
import org.cardroom.db.issuing.Binding;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmartcardsTest {
    private final Room room = new Room();
    private final Smartcards smartcards = new Smartcards(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private UUID card(CardStatus status) {
        Card bound =
                Card.bound(Room.card(7), CardKind.GIDS, room.add(status.name()).id(), room.gids.id(), 0);
        Card card = bound.as(status, Provisioning.NONE);
        new Cards(room.store).save(List.of(card));
        return card.id();
    }

    @Test
    void showsACardThatCameWithAManifest() {
        UUID id = card(CardStatus.ASSIGNED);
        assertThat(smartcards.find(id))
                .contains(new Smartcard(id, Room.card(7), CardStatus.ASSIGNED, null, room.gids.id(), 1, null));
        assertThat(smartcards.find(Ids.next())).isEmpty();
    }

    @Test
    void showsWhatAClientShowedOfIt() {
        UUID request = room.add("r-1").id();
        new Binding(room.store).bind(request, Room.card(7), new Atr("3B01"));
        assertThat(smartcards.find(Room.card(7)))
                .singleElement()
                .extracting(Smartcard::atr)
                .isEqualTo(new Atr("3B01"));
    }

    @Test
    void findsThePlasticsFormerLivesLast() {
        UUID retired = card(CardStatus.RETIRED);
        UUID used = card(CardStatus.ASSIGNED);
        assertThat(smartcards.find(Room.card(7))).extracting(Smartcard::id).containsExactly(used, retired);
        assertThat(smartcards.find(Room.card(8))).isEmpty();
    }
}
