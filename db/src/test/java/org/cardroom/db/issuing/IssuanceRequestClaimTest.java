package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which request a card gets, and that no two processors give the same one. */
class IssuanceRequestClaimTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final IssuanceRequestRepository requests = new IssuanceRequestRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private List<String> claim(int most, CardKind kind, KeyAlgorithm algorithm, String... stations) {
        return requests
                .claimAny(
                        new IssuanceRequestRepository.ClaimCriteria(kind, algorithm, Set.of(stations)), most, Set.of())
                .stream()
                .map(IssuanceRequest::person)
                .toList();
    }

    private List<String> claimGids(int most) {
        return claim(most, CardKind.GIDS, null, "desk 1");
    }

    /** In another connection, while this thread's transaction is open. */
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }

    private Map<CardId, IssuanceRequest> claimNamed(Collection<CardId> keys) {
        return db.single(statements -> requests.claimNamed(keys, statements));
    }

    @Test
    void takesTheOldestFirst() {
        db.addRequest("first");
        db.addRequest("second");
        db.addRequest("third");
        assertThat(claimGids(2)).containsExactly("first", "second");
    }

    @Test
    void takesTheLinesOfOneManifestInTheirOrder() {
        IssuanceRequestRepository.NewRequest first = db.newRequest("first", db.gids);
        requests.add(List.of(db.newRequest("second", db.gids), first));
        db.jdbc.sql("UPDATE request SET line = 1 WHERE person = 'first'").update();
        assertThat(claimGids(2)).containsExactly("first", "second");
    }

    @Test
    void takesTheHighestPriorityBeforeTheOldest() {
        db.addRequest("old");
        db.addRequest(DatabaseFixture.withStation(db.newRequest("urgent", db.gids), null, 9));
        db.addRequest(DatabaseFixture.withStation(db.newRequest("soon", db.gids), null, 5));
        assertThat(claimGids(3)).containsExactly("urgent", "soon", "old");
    }

    @Test
    void takesOnlyWhatIsForTheStationOrForAny() {
        db.addRequest(DatabaseFixture.withStation(db.newRequest("here", db.gids), "desk 1", 0));
        db.addRequest(DatabaseFixture.withStation(db.newRequest("there", db.gids), "desk 2", 0));
        db.addRequest("anywhere");
        assertThat(claimGids(3)).containsExactly("here", "anywhere");
    }

    @Test
    void takesWhatIsForAnyWhereThereIsNoStation() {
        db.addRequest(DatabaseFixture.withStation(db.newRequest("there", db.gids), "desk 2", 0));
        db.addRequest("anywhere");
        assertThat(claim(3, CardKind.GIDS, null)).containsExactly("anywhere");
    }

    @Test
    void takesOnlyTheKindOfTheCard() {
        db.addRequest(db.newRequest("piv", db.piv192));
        db.addRequest("gids");
        assertThat(claimGids(2)).containsExactly("gids");
    }

    @Test
    void takesOnlyTheAlgorithmOfTheCard() {
        db.addRequest(db.newRequest("aes-256", db.piv256));
        db.addRequest(db.newRequest("aes-192", db.piv192));
        assertThat(claim(2, CardKind.PIV, KeyAlgorithm.AES_192)).containsExactly("aes-192");
        assertThat(claim(2, CardKind.PIV, null)).containsExactly("aes-256", "aes-192");
    }

    @Test
    void leavesANamedCardsRequestToThatCard() {
        db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("named", db.gids), DatabaseFixture.cardId(1)));
        db.addRequest("any");
        assertThat(claimGids(2)).containsExactly("any");
        assertThat(claimNamed(List.of(DatabaseFixture.cardId(1), DatabaseFixture.cardId(2))))
                .containsOnlyKeys(DatabaseFixture.cardId(1))
                .extractingByKey(DatabaseFixture.cardId(1))
                .extracting(IssuanceRequest::person)
                .isEqualTo("named");
    }

    @Test
    void leavesWhatIsUnderWay() {
        IssuanceRequestRepository.NewRequest added = db.addRequest("under way");
        IssuanceRequest request = db.single(statements -> requests.lock(List.of(added.id()), statements))
                .get(added.id());
        db.update(statements -> requests.save(List.of(request.bindTo(added.id())), statements));
        assertThat(claimGids(1)).isEmpty();
    }

    @Test
    void skipsWhatAnotherProcessorClaimed() {
        db.addRequest("first");
        db.addRequest("second");
        db.database.inTransaction().executeWithoutResult(status -> {
            assertThat(claimGids(1)).containsExactly("first");
            assertThat(elsewhere(() -> claimGids(2))).containsExactly("second");
        });
        assertThat(claimGids(2)).containsExactly("first", "second");
    }

    @Test
    void withholdsNothingThatItDoesNotTake() {
        db.addRequest(DatabaseFixture.withStation(db.newRequest("here", db.gids), "desk 1", 0));
        db.addRequest("anywhere");
        db.database.inTransaction().executeWithoutResult(status -> {
            assertThat(claimGids(1)).containsExactly("here");
            assertThat(elsewhere(() -> claimGids(1))).containsExactly("anywhere");
        });
    }

    /** If it were skipped, the named card would get another request. */
    @Test
    void waitsForANamedRequestThatAnotherHasLocked() {
        db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("named", db.gids), DatabaseFixture.cardId(1)));
        List<CardId> named = List.of(DatabaseFixture.cardId(1));
        CompletableFuture<Integer> other = db.database.inTransaction().execute(status -> {
            assertThat(claimNamed(named)).hasSize(1);
            return CompletableFuture.supplyAsync(() -> claimNamed(named).size());
        });
        assertThat(other).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1);
    }
}
