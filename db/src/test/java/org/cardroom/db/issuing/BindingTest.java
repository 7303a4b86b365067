package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.Room;
import org.cardroom.db.issuing.Binding.Result;
import org.cardroom.db.issuing.Binding.Result.Bound;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final CardId CARD = Room.card(1);
    private static final CardId OTHER = Room.card(2);

    private final Room room = new Room();
    private final Binding binding = new Binding(room.store);
    private final Cards cards = new Cards(room.store);
    private final Requests requests = new Requests(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private Result bind(UUID request, CardId card) {
        return binding.bind(request, card, null);
    }

    private Request request(UUID id) {
        return room.store
                .inTransaction()
                .execute(status -> requests.lock(List.of(id)))
                .get(id);
    }

    private Card boundByAnAgent(UUID request) {
        Card card = CardsTest.card(CARD, request, room.gids.id());
        cards.save(List.of(card));
        requests.save(List.of(request(request).boundTo(card.id())));
        return card;
    }

    @Test
    void bindsTheCardAndExecutesTheRequest() {
        UUID request = room.add("r").id();
        Bound bound = (Bound) bind(request, CARD);
        Card card = cards.find(CARD).orElseThrow();
        assertThat(card.id()).isEqualTo(bound.smartcard());
        assertThat(card.overHttp()).isEqualTo(OverHttp.FRESH);
        assertThat(card.kind()).isEqualTo(CardKind.GIDS);
        assertThat(card.status()).isEqualTo(CardStatus.ASSIGNED);
        assertThat(request(request))
                .extracting(Request::status, Request::card)
                .containsExactly(RequestStatus.EXECUTING, card.id());
    }

    /** Over HTTP nobody is given a PUK. */
    @Test
    void leavesPivCardsToAgents() {
        UUID request = room.add(room.request("r", room.piv192)).id();
        assertThat(bind(request, CARD)).isEqualTo(new Result.ForAgents());
        assertThat(request(request).status()).isEqualTo(RequestStatus.APPROVED);
    }

    @Test
    void bindsTheSameAgainWithoutAChange() {
        UUID request = room.add("r").id();
        Result first = bind(request, CARD);
        assertThat(bind(request, CARD)).isEqualTo(first);
        assertThat(room.jdbc
                        .sql("SELECT what FROM card_history")
                        .query(String.class)
                        .list())
                .containsExactly("bound over HTTP");
    }

    @Test
    void knowsNoRequestThatNobodyMade() {
        assertThat(bind(Ids.next(), CARD)).isEqualTo(new Result.NoSuchRequest());
    }

    @Test
    void bindsNoRequestThatWaitsForApprovalOrHasEnded() {
        UUID request = room.add("r").id();
        for (RequestStatus status : List.of(RequestStatus.PENDING, RequestStatus.CANCELED, RequestStatus.COMPLETED)) {
            room.jdbc.sql("UPDATE request SET status = " + status.number()).update();
            assertThat(bind(request, CARD)).isEqualTo(new Result.WrongState(status));
        }
        assertThat(cards.find(CARD)).isEmpty();
    }

    @Test
    void leavesACardToTheAgentThatWorksIt() {
        UUID request = room.add("r").id();
        Card card = boundByAnAgent(request);
        assertThat(bind(request, CARD)).isEqualTo(new Result.WrongState(RequestStatus.EXECUTING));
        assertThat(bind(room.add("s").id(), CARD)).isEqualTo(new Result.CardInUse());
        assertThat(cards.find(CARD)).contains(card);
    }

    @Test
    void leavesACardAloneThatIsHeldBack() {
        new HeldBack(room.store).replace(List.of(new HeldBack.Held(CARD, "its keys are not known", List.of())));
        assertThat(bind(room.add("r").id(), CARD)).isEqualTo(new Result.CardInUse());
    }

    @Test
    void takesNoSecondCardForARequest() {
        UUID request = room.add("r").id();
        bind(request, CARD);
        assertThat(bind(request, OTHER)).isEqualTo(new Result.ForAnother());
    }

    @Test
    void takesOnlyTheCardThatTheRequestNames() {
        UUID request = room.add(Room.naming(room.request("r", room.gids), CARD)).id();
        assertThat(bind(request, OTHER)).isEqualTo(new Result.ForAnother());
        assertThat(bind(room.add("s").id(), CARD)).isEqualTo(new Result.ForAnother());
        assertThat(bind(request, CARD)).isInstanceOf(Bound.class);
    }

    @Test
    void leavesABlankCardAloneThatIsBeingInitialised() {
        UUID request = room.add("r").id();
        Initialisation making = new Initialisation("agent-1", "slot-1", Ids.next(), Ids.next(), false);
        requests.save(List.of(request(request).initialising(CARD, making)));
        assertThat(bind(request, CARD)).isEqualTo(new Result.CardInUse());
    }

    @Test
    void bindsRetiredPlasticUnderANewIdentifier() {
        Bound first = (Bound) bind(room.add("r").id(), CARD);
        room.jdbc.sql("UPDATE card SET status = 6").update();
        Bound second = (Bound) bind(room.add("s").id(), CARD);
        assertThat(second.smartcard()).isNotEqualTo(first.smartcard());
    }

    @Test
    void bindsACardOnceWhereManyAskForIt() {
        List<CompletableFuture<Result>> asking = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID request = room.add("r-" + i).id();
            asking.add(CompletableFuture.supplyAsync(() -> bind(request, CARD)));
        }
        assertThat(asking.stream().map(CompletableFuture::join))
                .filteredOn(Bound.class::isInstance)
                .hasSize(1);
        assertThat(room.jdbc
                        .sql("SELECT count(*) FROM request WHERE status = 18")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    /** What a processor has locked since is not bound before the processor is done. */
    @Test
    void isRefusedByTheCardThatAProcessorBindsMeanwhile() {
        UUID request = room.add("r").id();
        UUID other = room.add("s").id();
        CompletableFuture<Result> asking = room.store.inTransaction().execute(status -> {
            cards.save(List.of(CardsTest.card(CARD, request, room.gids.id())));
            return CompletableFuture.supplyAsync(() -> bind(other, CARD));
        });
        assertThat(asking.join()).isEqualTo(new Result.CardInUse());
        assertThat(request(other).status()).isEqualTo(RequestStatus.APPROVED);
    }
}
