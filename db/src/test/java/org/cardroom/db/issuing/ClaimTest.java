package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.cardroom.db.Room;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which request a card gets, and that no two processors give the same one. */
class ClaimTest {
    private final Room room = new Room();
    private final Requests requests = new Requests(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private List<String> claim(int most, CardKind kind, KeyAlgorithm algorithm, String... stations) {
        return requests.claimAny(new Requests.Wanted(kind, algorithm, Set.of(stations)), most, Set.of()).stream()
                .map(Request::person)
                .toList();
    }

    private List<String> claimGids(int most) {
        return claim(most, CardKind.GIDS, null, "desk 1");
    }

    /** In another connection, while this thread's transaction is open. */
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }

    @Test
    void takesTheOldestFirst() {
        room.add("first");
        room.add("second");
        room.add("third");
        assertThat(claimGids(2)).containsExactly("first", "second");
    }

    @Test
    void takesTheLinesOfOneManifestInTheirOrder() {
        Requests.New first = room.request("first", room.gids);
        requests.add(List.of(room.request("second", room.gids), first));
        room.jdbc.sql("UPDATE request SET line = 1 WHERE person = 'first'").update();
        assertThat(claimGids(2)).containsExactly("first", "second");
    }

    @Test
    void takesTheHighestPriorityBeforeTheOldest() {
        room.add("old");
        room.add(Room.at(room.request("urgent", room.gids), null, 9));
        room.add(Room.at(room.request("soon", room.gids), null, 5));
        assertThat(claimGids(3)).containsExactly("urgent", "soon", "old");
    }

    @Test
    void takesOnlyWhatIsForTheStationOrForAny() {
        room.add(Room.at(room.request("here", room.gids), "desk 1", 0));
        room.add(Room.at(room.request("there", room.gids), "desk 2", 0));
        room.add("anywhere");
        assertThat(claimGids(3)).containsExactly("here", "anywhere");
    }

    @Test
    void takesWhatIsForAnyWhereThereIsNoStation() {
        room.add(Room.at(room.request("there", room.gids), "desk 2", 0));
        room.add("anywhere");
        assertThat(claim(3, CardKind.GIDS, null)).containsExactly("anywhere");
    }

    @Test
    void takesOnlyTheKindOfTheCard() {
        room.add(room.request("piv", room.piv192));
        room.add("gids");
        assertThat(claimGids(2)).containsExactly("gids");
    }

    @Test
    void takesOnlyTheAlgorithmOfTheCard() {
        room.add(room.request("aes-256", room.piv256));
        room.add(room.request("aes-192", room.piv192));
        assertThat(claim(2, CardKind.PIV, KeyAlgorithm.AES_192)).containsExactly("aes-192");
        assertThat(claim(2, CardKind.PIV, null)).containsExactly("aes-256", "aes-192");
    }

    @Test
    void leavesANamedCardsRequestToThatCard() {
        room.add(Room.naming(room.request("named", room.gids), Room.card(1)));
        room.add("any");
        assertThat(claimGids(2)).containsExactly("any");
        assertThat(requests.claimNamed(List.of(Room.card(1), Room.card(2))))
                .containsOnlyKeys(Room.card(1))
                .extractingByKey(Room.card(1))
                .extracting(Request::person)
                .isEqualTo("named");
    }

    @Test
    void leavesWhatIsUnderWay() {
        Requests.New added = room.add("under way");
        Request request = requests.lock(List.of(added.id())).get(added.id());
        requests.save(List.of(request.boundTo(added.id())));
        assertThat(claimGids(1)).isEmpty();
    }

    @Test
    void skipsWhatAnotherProcessorClaimed() {
        room.add("first");
        room.add("second");
        room.store.inTransaction().executeWithoutResult(status -> {
            assertThat(claimGids(1)).containsExactly("first");
            assertThat(elsewhere(() -> claimGids(2))).containsExactly("second");
        });
        assertThat(claimGids(2)).containsExactly("first", "second");
    }

    @Test
    void withholdsNothingThatItDoesNotTake() {
        room.add(Room.at(room.request("here", room.gids), "desk 1", 0));
        room.add("anywhere");
        room.store.inTransaction().executeWithoutResult(status -> {
            assertThat(claimGids(1)).containsExactly("here");
            assertThat(elsewhere(() -> claimGids(1))).containsExactly("anywhere");
        });
    }

    /** Skipped, the card that it names would get somebody else's request. */
    @Test
    void waitsForANamedRequestThatAnotherHasLocked() {
        room.add(Room.naming(room.request("named", room.gids), Room.card(1)));
        List<CardId> named = List.of(Room.card(1));
        CompletableFuture<Integer> other = room.store.inTransaction().execute(status -> {
            assertThat(requests.claimNamed(named)).hasSize(1);
            return CompletableFuture.supplyAsync(
                    () -> requests.claimNamed(named).size());
        });
        assertThat(other).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1);
    }
}
