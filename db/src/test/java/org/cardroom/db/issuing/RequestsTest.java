package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Room;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class RequestsTest {
    private final Room room = new Room();
    private final Requests requests = new Requests(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private Request find(UUID id) {
        return requests.lock(List.of(id)).get(id);
    }

    @Test
    void startsApproved() {
        Requests.New added = room.add(Room.naming(room.request("r-1", room.gids), Room.card(7)));
        assertThat(find(added.id()))
                .isEqualTo(new Request(
                        added.id(),
                        room.batch,
                        "r-1",
                        room.gids.id(),
                        Room.card(7),
                        null,
                        RequestStatus.APPROVED,
                        null,
                        null,
                        0,
                        null));
    }

    @Test
    void comesBackAsItWasSaved() {
        UUID card = Ids.next();
        Request bound = find(room.add("r-1").id()).boundTo(card).tried().tried();
        requests.save(List.of(bound));
        assertThat(find(bound.id())).isEqualTo(bound);
        assertThat(bound.status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(bound.attempts()).isEqualTo(2);
    }

    @Test
    void keepsWhyItFailed() {
        Request bound = find(room.add("r-1").id()).boundTo(Ids.next());
        requests.save(List.of(bound.as(RequestStatus.FAILED, "set aside")));
        assertThat(find(bound.id()).reason()).isEqualTo("set aside");
    }

    @Test
    void timesTheStartOnce() {
        Request bound = find(room.add("r-1").id()).boundTo(Ids.next());
        requests.save(List.of(bound));
        Object started = started(bound.id());
        requests.save(List.of(bound.as(RequestStatus.COMPLETED, null)));
        assertThat(started).isNotNull().isEqualTo(started(bound.id()));
    }

    private Object started(UUID id) {
        return room.jdbc
                .sql("SELECT started FROM request WHERE id = ?")
                .param(id)
                .query((row, n) -> row.getTimestamp(1))
                .single();
    }

    @Test
    void takesEachRequestIdOnce() {
        room.add("r-1");
        assertThat(requests.taken(List.of("r-1", "r-2"))).containsExactly("r-1");
        assertThatThrownBy(() -> room.add("r-1")).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void findsNothingAmongNothing() {
        assertThat(requests.taken(List.of())).isEmpty();
        assertThat(requests.namedOrInUse(List.of())).isEmpty();
        assertThat(requests.claimNamed(List.of())).isEmpty();
        assertThat(requests.lock(List.of())).isEmpty();
    }

    @Test
    void takesACardThatAnOpenRequestNames() {
        room.add(Room.naming(room.request("r-1", room.gids), Room.card(1)));
        assertThat(requests.namedOrInUse(List.of(Room.card(1), Room.card(2)))).containsExactly(Room.card(1));
    }

    @Test
    void freesACardWhoseRequestIsOver() {
        Requests.New named = room.add(Room.naming(room.request("r-1", room.gids), Room.card(1)));
        requests.save(List.of(find(named.id()).as(RequestStatus.CANCELED, null)));
        assertThat(requests.namedOrInUse(List.of(Room.card(1)))).isEmpty();
    }

    @Test
    void takesACardThatIsInUseUntilItIsRetired() {
        CardId plastic = Room.card(1);
        Card card = CardsTest.card(plastic, room.add("r-1").id(), room.gids.id());
        new Cards(room.store).save(List.of(card));
        assertThat(requests.namedOrInUse(List.of(plastic))).containsExactly(plastic);
        new Cards(room.store).save(List.of(card.as(CardStatus.RETIRED, card.provisioning())));
        assertThat(requests.namedOrInUse(List.of(plastic))).isEmpty();
    }

    @Test
    void namesACardOnceAmongOpenRequests() {
        room.add(Room.naming(room.request("r-1", room.gids), Room.card(1)));
        Requests.New second = Room.naming(room.request("r-2", room.gids), Room.card(1));
        assertThatThrownBy(() -> room.add(second)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void knowsWhetherNamedCardsAreWaitedFor() {
        room.add("r-1");
        assertThat(requests.namedAreOpen(room.gids.template().kind())).isFalse();
        room.add(Room.naming(room.request("r-2", room.gids), Room.card(1)));
        assertThat(requests.namedAreOpen(room.gids.template().kind())).isTrue();
        assertThat(requests.namedAreOpen(room.piv192.template().kind())).isFalse();
    }

    @Test
    void refusesAStepThatIsNotInTheTable() {
        Request approved = find(room.add("r-1").id());
        assertThatThrownBy(() -> approved.as(RequestStatus.COMPLETED, null))
                .hasMessage("a request that is APPROVED does not become COMPLETED");
    }

    @Test
    void locksWhatIsThere() {
        UUID there = room.add("r-1").id();
        assertThat(requests.lock(Set.of(there, Ids.next()))).containsOnlyKeys(there);
    }
}
