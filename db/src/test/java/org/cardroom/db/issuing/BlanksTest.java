package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.Room;
import org.cardroom.db.issuing.Blanks.Slot;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlanksTest {
    private static final Slot HERE = new Slot("agent-1", "slot-1");
    private static final Slot THERE = new Slot("agent-1", "slot-2");

    private final Room room = new Room();
    private final Blanks blanks = new Blanks(room.store);
    private final Templates.Stored initialising = new Templates(room.store).load(initialising());

    @AfterEach
    void close() {
        room.close();
    }

    private Template initialising() {
        Template t = room.gids.template();
        return new Template(
                "blank", t.kind(), t.algorithm(), t.initialKey(), true, t.userPinOption(), t.pin(), null, true);
    }

    private UUID requested() {
        return room.add(room.request(Ids.next().toString(), initialising)).id();
    }

    private Request fresh() {
        return blanks.claimFresh(Set.of(), 1, Set.of()).get(0);
    }

    private Request begun(CardId card, boolean done) {
        Initialisation initialisation = new Initialisation(HERE.agent(), HERE.slot(), Ids.next(), Ids.next(), done);
        Request begun = fresh().initialising(card, initialisation);
        new Requests(room.store).save(List.of(begun));
        return begun;
    }

    private void wasLongAgo() {
        room.jdbc
                .sql("UPDATE request SET initialising_begun = now() - interval '61 minutes'"
                        + " WHERE initialising_begun IS NOT NULL")
                .update();
    }

    private List<Request> any(int most) {
        return new Requests(room.store).claimAny(new Requests.Wanted(CardKind.GIDS, null, Set.of()), most, Set.of());
    }

    private List<Request> claimed(List<CardId> cards, Slot slot) {
        return blanks.claimBegun(cards, List.of(slot));
    }

    @Test
    void claimsOnlyRequestsWhoseTemplateSaysToInitialise() {
        room.add("ordinary");
        assertThat(blanks.claimFresh(Set.of(), 5, Set.of())).isEmpty();
        UUID request = requested();
        assertThat(blanks.claimFresh(Set.of(), 5, Set.of()))
                .extracting(Request::id)
                .containsExactly(request);
        assertThat(blanks.claimFresh(Set.of(), 5, Set.of(initialising.id()))).isEmpty();
    }

    @Test
    void claimsTheHighestPriorityAtTheAgentsStations() {
        requested();
        UUID urgent = room.add(Room.at(room.request("urgent", initialising), "north", 5))
                .id();
        assertThat(blanks.claimFresh(Set.of("north"), 1, Set.of()).get(0).id()).isEqualTo(urgent);
        assertThat(blanks.claimFresh(Set.of("south"), 5, Set.of())).hasSize(1);
    }

    @Test
    void storesWhatIsBeingMade() {
        requested();
        Request begun = begun(Room.card(1), false);
        assertThat(claimed(List.of(), HERE)).containsExactly(begun);
        assertThat(blanks.claimFresh(Set.of(), 5, Set.of())).isEmpty();
    }

    @Test
    void findsWhatWasBegunInTheSameSlotOnly() {
        requested();
        begun(Room.card(1), false);
        assertThat(claimed(List.of(), THERE)).isEmpty();
        assertThat(claimed(List.of(Room.card(1)), THERE)).hasSize(1);
    }

    /** Two blanks in two slots, at two processors. */
    @Test
    void givesARequestToOneProcessorOnly() {
        UUID first = requested();
        UUID second = requested();
        room.store.inTransaction().executeWithoutResult(status -> {
            assertThat(fresh().id()).isEqualTo(first);
            assertThat(CompletableFuture.supplyAsync(this::fresh).join().id()).isEqualTo(second);
        });
    }

    @Test
    void keepsNoCardsInStock() {
        requested();
        begun(Room.card(1), false);
        assertThat(new Requests(room.store).namedAreOpen(CardKind.GIDS)).isFalse();
    }

    @Test
    void leavesWhatIsMadeToItsCard() {
        requested();
        begun(Room.card(1), true);
        assertThat(claimed(List.of(), HERE)).isEmpty();
    }

    @Test
    void findsWhatWasBegunLongAgoAnywhere() {
        requested();
        begun(Room.card(1), true);
        assertThat(blanks.claimOld(Set.of(), 5, Set.of())).isEmpty();
        wasLongAgo();
        assertThat(blanks.claimOld(Set.of(), 5, Set.of())).hasSize(1);
        assertThat(blanks.claimOld(Set.of(), 5, Set.of(initialising.id()))).isEmpty();
    }

    @Test
    void leavesWhatWasBegunLongAgoToAnyCard() {
        requested();
        Request begun = begun(Room.card(1), true);
        assertThat(any(5)).isEmpty();
        wasLongAgo();
        assertThat(any(5)).containsExactly(begun.forAnyCard());
    }

    @Test
    void takesWhatWasBegunLongAgoOnlyWhereNothingElseIsOpen() {
        requested();
        Request begun = begun(Room.card(1), false);
        UUID open = requested();
        wasLongAgo();
        assertThat(any(1)).extracting(Request::id).containsExactly(open);
        assertThat(any(5)).extracting(Request::id).containsExactly(open, begun.id());
    }

    @Test
    void forgetsTheCardThatNeverCame() {
        requested();
        begun(Room.card(1), false);
        wasLongAgo();
        new Requests(room.store).save(any(1));
        assertThat(room.jdbc
                        .sql("SELECT count(*) FROM request WHERE named_card IS NULL AND initialising_begun IS NULL")
                        .query(Integer.class)
                        .single())
                .isOne();
    }
}
