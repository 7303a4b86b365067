package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.Room;
import org.cardroom.db.Trip;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class CardsTest {
    private final Room room = new Room();
    private final Cards cards = new Cards(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    /** A card that was just bound. */
    static Card card(CardId id, UUID request, UUID template) {
        return Card.bound(id, CardKind.GIDS, request, template, 0);
    }

    private Card card(int number) {
        return card(Room.card(number), room.add("r-" + number).id(), room.gids.id());
    }

    private static Card wholly(Card card) {
        Exchange exchange = new Exchange(Ids.next(), "agent-1", Ids.next(), Ids.next(), Step.SET_PIN, true);
        CardKeys keys = new CardKeys(new KeyRef(1, 2), new KeyRef(3, 4), true, true, true, true, 5);
        return card.as(CardStatus.ASSIGNED, Provisioning.KEY_PROPOSED)
                .with(keys)
                .with(exchange)
                .counting(2, 7)
                .holding("c2VhbGVk");
    }

    @Test
    void comesBackAsItWasBound() {
        Card card = card(1);
        cards.save(List.of(card));
        assertThat(cards.find(Room.card(1))).contains(card);
    }

    @Test
    void comesBackWithAllThatIsKnownOfIt() {
        Card card = card(1);
        cards.save(List.of(card));
        Card whole = wholly(card);
        cards.save(List.of(whole));
        assertThat(cards.find(Room.card(1))).contains(whole);
    }

    @Test
    void forgetsWhatIsOver() {
        Card card = card(1);
        cards.save(List.of(wholly(card)));
        cards.save(List.of(card));
        assertThat(cards.find(Room.card(1))).contains(card);
    }

    @Test
    void comesBackWithASessionInWhichNothingIsUnderWay() {
        Card card = card(1).with(new Exchange(Ids.next(), "agent-1", Ids.next(), null, null, false));
        cards.save(List.of(card));
        assertThat(cards.find(Room.card(1))).contains(card);
    }

    @Test
    void comesBackWithWhatWasAnsweredOverHttp() {
        Card fresh = card(1).answered(OverHttp.FRESH);
        cards.save(List.of(fresh));
        assertThat(cards.find(Room.card(1))).contains(fresh);
        Card answered = fresh.answered(new OverHttp(new Challenge("0011223344556677"), true));
        cards.save(List.of(answered));
        assertThat(cards.find(Room.card(1))).contains(answered);
    }

    @Test
    void isInUseOnceUnderItsId() {
        cards.save(List.of(card(1)));
        Card second = card(Room.card(1), room.add("second").id(), room.gids.id());
        assertThatThrownBy(() -> cards.save(List.of(second))).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void comesBackUnderANewIdentifierAfterItWasRetired() {
        Card first = card(1);
        cards.save(List.of(first.as(CardStatus.RETIRED, Provisioning.NONE)));
        assertThat(cards.find(Room.card(1))).isEmpty();
        Card second = card(Room.card(1), room.add("second").id(), room.gids.id());
        cards.save(List.of(second));
        assertThat(cards.find(Room.card(1))).contains(second);
    }

    @Test
    void locksCardsInTheirOrder() {
        cards.save(List.of(card(3), card(1), card(2)));
        assertThat(cards.lock(List.of(Room.card(2), Room.card(3), Room.card(1), Room.card(4)))
                        .keySet())
                .containsExactly(Room.card(1), Room.card(2), Room.card(3));
    }

    @Test
    void locksNothingOfNothing() {
        assertThat(cards.lock(List.of())).isEmpty();
    }

    @Test
    void waitsForACardThatAnotherProcessorLocked() {
        cards.save(List.of(card(1)));
        CompletableFuture<Card> waiting = new CompletableFuture<>();
        room.store.inTransaction().executeWithoutResult(status -> {
            Card locked = cards.lock(List.of(Room.card(1))).get(Room.card(1));
            waiting.completeAsync(() -> cards.lock(List.of(Room.card(1))).get(Room.card(1)));
            cards.save(List.of(locked.counting(1, 1)));
            assertThat(waiting).isNotDone();
        });
        assertThat(waiting.join().steps()).isOne();
    }

    @Test
    void remembersHowEachEventLeftIt() {
        Card card = card(1);
        UUID inserted = Ids.next();
        UUID reported = Ids.next();
        Trip trip = new Trip(room.store);
        cards.remember(
                List.of(
                        new Cards.Change(card, inserted, "bound"),
                        new Cards.Change(wholly(card), reported, "key proposed")),
                trip);
        trip.run();
        assertThat(room.jdbc
                        .sql("SELECT event, provisioning, confirmed_version, proposed_version, what FROM card_history"
                                + " WHERE card = ? ORDER BY id")
                        .param(card.id())
                        .query((row, n) -> row.getObject(1) + " " + row.getString(2) + " " + row.getInt(3) + " "
                                + row.getObject(4) + " " + row.getString(5))
                        .list())
                .containsExactly(inserted + " NONE 0 null bound", reported + " KEY_PROPOSED 1 3 key proposed");
    }

    @Test
    void refusesAStepThatIsNotInTheTable() {
        Card card = card(1);
        assertThatThrownBy(() -> card.as(CardStatus.ASSIGNED, Provisioning.ISSUED))
                .hasMessage("a card that is NONE does not become ISSUED");
    }

    @Test
    void reportsAndInstructsWithinASession() {
        Exchange exchange = new Exchange(Ids.next(), "agent-1", Ids.next(), null, null, false);
        UUID instruction = Ids.next();
        Exchange instructed = exchange.instructed(instruction, Step.PUT_KEY, true);
        assertThat(instructed.instruction()).isEqualTo(instruction);
        assertThat(instructed.reported()).isEqualTo(exchange);
    }
}
