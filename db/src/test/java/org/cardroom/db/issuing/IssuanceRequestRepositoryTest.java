package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class IssuanceRequestRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final IssuanceRequestRepository requests = new IssuanceRequestRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private IssuanceRequest find(UUID id) {
        return lock(List.of(id)).get(id);
    }

    private Map<UUID, IssuanceRequest> lock(Collection<UUID> keys) {
        return db.single(statements -> requests.lock(keys, statements));
    }

    private Map<CardId, IssuanceRequest> claimNamed(Collection<CardId> keys) {
        return db.single(statements -> requests.claimNamed(keys, statements));
    }

    @Test
    void startsApproved() {
        IssuanceRequestRepository.NewRequest added =
                db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("r-1", db.gids), DatabaseFixture.cardId(7)));
        assertThat(find(added.id()))
                .isEqualTo(new IssuanceRequest(
                        added.id(),
                        db.batch,
                        "r-1",
                        db.gids.id(),
                        DatabaseFixture.cardId(7),
                        null,
                        RequestStatus.APPROVED,
                        null,
                        null,
                        0,
                        null));
    }

    @Test
    void comesBackAsItWasSaved() {
        UUID card = UuidGenerator.next();
        IssuanceRequest bound =
                find(db.addRequest("r-1").id()).bindTo(card).withAttempt().withAttempt();
        db.update(statements -> requests.save(List.of(bound), statements));
        assertThat(find(bound.id())).isEqualTo(bound);
        assertThat(bound.status()).isEqualTo(RequestStatus.EXECUTING);
        assertThat(bound.attempts()).isEqualTo(2);
    }

    @Test
    void keepsWhyItFailed() {
        IssuanceRequest bound = find(db.addRequest("r-1").id()).bindTo(UuidGenerator.next());
        db.update(statements ->
                requests.save(List.of(bound.transitionTo(RequestStatus.FAILED, "set aside")), statements));
        assertThat(find(bound.id()).reason()).isEqualTo("set aside");
    }

    @Test
    void timesTheStartOnce() {
        IssuanceRequest bound = find(db.addRequest("r-1").id()).bindTo(UuidGenerator.next());
        db.update(statements -> requests.save(List.of(bound), statements));
        Object started = started(bound.id());
        db.update(statements -> requests.save(List.of(bound.transitionTo(RequestStatus.COMPLETED, null)), statements));
        assertThat(started).isNotNull().isEqualTo(started(bound.id()));
    }

    private Object started(UUID id) {
        return db.jdbc
                .sql("SELECT started FROM request WHERE id = ?")
                .param(id)
                .query((row, n) -> row.getTimestamp(1))
                .single();
    }

    @Test
    void takesEachRequestIdOnce() {
        db.addRequest("r-1");
        assertThat(requests.findExistingExternalIds(List.of("r-1", "r-2"))).containsExactly("r-1");
        assertThatThrownBy(() -> db.addRequest("r-1")).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void findsNothingAmongNothing() {
        assertThat(requests.findExistingExternalIds(List.of())).isEmpty();
        assertThat(requests.findNamedOrInUse(List.of())).isEmpty();
        assertThat(claimNamed(List.of())).isEmpty();
        assertThat(lock(List.of())).isEmpty();
    }

    @Test
    void takesACardThatAnOpenRequestNames() {
        db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("r-1", db.gids), DatabaseFixture.cardId(1)));
        assertThat(requests.findNamedOrInUse(List.of(DatabaseFixture.cardId(1), DatabaseFixture.cardId(2))))
                .containsExactly(DatabaseFixture.cardId(1));
    }

    @Test
    void freesACardWhoseRequestIsOver() {
        IssuanceRequestRepository.NewRequest named =
                db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("r-1", db.gids), DatabaseFixture.cardId(1)));
        db.update(statements ->
                requests.save(List.of(find(named.id()).transitionTo(RequestStatus.CANCELED, null)), statements));
        assertThat(requests.findNamedOrInUse(List.of(DatabaseFixture.cardId(1))))
                .isEmpty();
    }

    @Test
    void takesACardThatIsInUseUntilItIsRetired() {
        CardId plastic = DatabaseFixture.cardId(1);
        Card card = CardRepositoryTest.card(plastic, db.addRequest("r-1").id(), db.gids.id());
        db.update(statements -> new CardRepository(db.database).save(List.of(card), statements));
        assertThat(requests.findNamedOrInUse(List.of(plastic))).containsExactly(plastic);
        db.update(statements -> new CardRepository(db.database)
                .save(List.of(card.withStatus(CardStatus.RETIRED, card.provisioningState())), statements));
        assertThat(requests.findNamedOrInUse(List.of(plastic))).isEmpty();
    }

    @Test
    void namesACardOnceAmongOpenRequests() {
        db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("r-1", db.gids), DatabaseFixture.cardId(1)));
        IssuanceRequestRepository.NewRequest second =
                DatabaseFixture.withNamedCard(db.newRequest("r-2", db.gids), DatabaseFixture.cardId(1));
        assertThatThrownBy(() -> db.addRequest(second)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void knowsWhetherNamedCardsAreWaitedFor() {
        db.addRequest("r-1");
        assertThat(requests.hasOpenNamedRequests(db.gids.template().kind())).isFalse();
        db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("r-2", db.gids), DatabaseFixture.cardId(1)));
        assertThat(requests.hasOpenNamedRequests(db.gids.template().kind())).isTrue();
        assertThat(requests.hasOpenNamedRequests(db.piv192.template().kind())).isFalse();
    }

    @Test
    void refusesAStepThatIsNotInTheTable() {
        IssuanceRequest approved = find(db.addRequest("r-1").id());
        assertThatThrownBy(() -> approved.transitionTo(RequestStatus.COMPLETED, null))
                .hasMessage("a request that is APPROVED does not become COMPLETED");
    }

    @Test
    void locksWhatIsThere() {
        UUID there = db.addRequest("r-1").id();
        assertThat(lock(Set.of(there, UuidGenerator.next()))).containsOnlyKeys(there);
    }
}
