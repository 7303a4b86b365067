package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.issuing.BlankCardRequestRepository.AgentSlot;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlankCardRequestRepositoryTest {
    private static final AgentSlot HERE = new AgentSlot("agent-1", "slot-1");
    private static final AgentSlot THERE = new AgentSlot("agent-1", "slot-2");

    private final DatabaseFixture db = new DatabaseFixture();
    private final BlankCardRequestRepository blankRequests = new BlankCardRequestRepository(db.database);
    private final ProfileTemplateRepository.StoredTemplate initialising =
            new ProfileTemplateRepository(db.database).saveVersion(initialising());

    @AfterEach
    void close() {
        db.close();
    }

    private ProfileTemplate initialising() {
        ProfileTemplate t = db.gids.template();
        return new ProfileTemplate(
                "blank", t.kind(), t.algorithm(), t.initialKey(), true, t.userPinOption(), t.pin(), null, true, null);
    }

    private UUID requested() {
        return db.addRequest(db.newRequest(UuidGenerator.next().toString(), initialising))
                .id();
    }

    private IssuanceRequest fresh() {
        return blankRequests.claimFresh(Set.of(), 1, Set.of()).get(0);
    }

    private IssuanceRequest begun(CardId card, boolean done) {
        BlankCardInitialization initialization = new BlankCardInitialization(
                HERE.agent(), HERE.slot(), UuidGenerator.next(), UuidGenerator.next(), done);
        IssuanceRequest begun = fresh().withInitialization(card, initialization);
        db.update(statements -> new IssuanceRequestRepository(db.database).save(List.of(begun), statements));
        return begun;
    }

    private void wasLongAgo() {
        db.jdbc
                .sql("UPDATE request SET initialization_started = now() - interval '61 minutes'"
                        + " WHERE initialization_started IS NOT NULL")
                .update();
    }

    private List<IssuanceRequest> any(int most) {
        return new IssuanceRequestRepository(db.database)
                .claimAny(new IssuanceRequestRepository.ClaimCriteria(CardKind.GIDS, null, Set.of()), most, Set.of());
    }

    private List<IssuanceRequest> claimed(List<CardId> cards, AgentSlot slot) {
        return blankRequests.claimBegun(cards, List.of(slot));
    }

    @Test
    void claimsOnlyRequestsWhoseTemplateSaysToInitialise() {
        db.addRequest("ordinary");
        assertThat(blankRequests.claimFresh(Set.of(), 5, Set.of())).isEmpty();
        UUID request = requested();
        assertThat(blankRequests.claimFresh(Set.of(), 5, Set.of()))
                .extracting(IssuanceRequest::id)
                .containsExactly(request);
        assertThat(blankRequests.claimFresh(Set.of(), 5, Set.of(initialising.id())))
                .isEmpty();
    }

    @Test
    void claimsTheHighestPriorityAtTheAgentsStations() {
        requested();
        UUID urgent = db.addRequest(DatabaseFixture.withStation(db.newRequest("urgent", initialising), "north", 5))
                .id();
        assertThat(blankRequests.claimFresh(Set.of("north"), 1, Set.of()).get(0).id())
                .isEqualTo(urgent);
        assertThat(blankRequests.claimFresh(Set.of("south"), 5, Set.of())).hasSize(1);
    }

    @Test
    void storesWhatIsBeingMade() {
        requested();
        IssuanceRequest begun = begun(DatabaseFixture.cardId(1), false);
        assertThat(claimed(List.of(), HERE)).containsExactly(begun);
        assertThat(blankRequests.claimFresh(Set.of(), 5, Set.of())).isEmpty();
    }

    @Test
    void findsWhatWasBegunInTheSameSlotOnly() {
        requested();
        begun(DatabaseFixture.cardId(1), false);
        assertThat(claimed(List.of(), THERE)).isEmpty();
        assertThat(claimed(List.of(DatabaseFixture.cardId(1)), THERE)).hasSize(1);
    }

    /** Two blanks in two slots, at two processors. */
    @Test
    void givesARequestToOneProcessorOnly() {
        UUID first = requested();
        UUID second = requested();
        db.database.inTransaction().executeWithoutResult(status -> {
            assertThat(fresh().id()).isEqualTo(first);
            assertThat(CompletableFuture.supplyAsync(this::fresh).join().id()).isEqualTo(second);
        });
    }

    @Test
    void keepsNoCardsInStock() {
        requested();
        begun(DatabaseFixture.cardId(1), false);
        assertThat(new IssuanceRequestRepository(db.database).hasOpenNamedRequests(CardKind.GIDS))
                .isFalse();
    }

    @Test
    void leavesWhatIsMadeToItsCard() {
        requested();
        begun(DatabaseFixture.cardId(1), true);
        assertThat(claimed(List.of(), HERE)).isEmpty();
    }

    @Test
    void findsWhatWasBegunLongAgoAnywhere() {
        requested();
        begun(DatabaseFixture.cardId(1), true);
        assertThat(blankRequests.claimStale(Set.of(), 5, Set.of())).isEmpty();
        wasLongAgo();
        assertThat(blankRequests.claimStale(Set.of(), 5, Set.of())).hasSize(1);
        assertThat(blankRequests.claimStale(Set.of(), 5, Set.of(initialising.id())))
                .isEmpty();
    }

    @Test
    void leavesWhatWasBegunLongAgoToAnyCard() {
        requested();
        IssuanceRequest begun = begun(DatabaseFixture.cardId(1), true);
        assertThat(any(5)).isEmpty();
        wasLongAgo();
        assertThat(any(5)).containsExactly(begun.withoutNamedCard());
    }

    @Test
    void takesWhatWasBegunLongAgoOnlyWhereNothingElseIsOpen() {
        requested();
        IssuanceRequest begun = begun(DatabaseFixture.cardId(1), false);
        UUID open = requested();
        wasLongAgo();
        assertThat(any(1)).extracting(IssuanceRequest::id).containsExactly(open);
        assertThat(any(5)).extracting(IssuanceRequest::id).containsExactly(open, begun.id());
    }

    @Test
    void forgetsTheCardThatNeverCame() {
        requested();
        begun(DatabaseFixture.cardId(1), false);
        wasLongAgo();
        db.update(statements -> new IssuanceRequestRepository(db.database).save(any(1), statements));
        assertThat(db.jdbc
                        .sql("SELECT count(*) FROM request WHERE named_card IS NULL AND initialization_started IS NULL")
                        .query(Integer.class)
                        .single())
                .isOne();
    }
}
