package org.cardroom.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.request.CardBindingResult.AgentsOnly;
import org.cardroom.domain.request.CardBindingResult.Bound;
import org.cardroom.domain.request.CardBindingResult.CardInUse;
import org.cardroom.domain.request.CardBindingResult.CardMismatch;
import org.cardroom.domain.request.CardBindingResult.WrongState;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpCardBindingPolicyTest {
    private static final UUID ID = UUID.randomUUID();
    private static final CardId CARD = new CardId("11".repeat(16));
    private static final CardId OTHER = new CardId("22".repeat(16));

    private final IssuanceRequest approved = request(RequestStatus.APPROVED);
    private final IssuanceRequest executing = request(RequestStatus.EXECUTING);
    private final BlankCardInitialization started = new BlankCardInitialization("agent-1", "slot-1", ID, ID, false);

    private static IssuanceRequest request(RequestStatus status) {
        return new IssuanceRequest(ID, ID, "person", ID, null, null, status, null, null, 0, null);
    }

    private static Card cardOf(UUID request) {
        return Card.create(UUID.randomUUID(), CARD, CardKind.GIDS, request, ID, 0);
    }

    private static Optional<CardBindingResult> decide(IssuanceRequest request, CardKind kind, @Nullable Card card) {
        return new HttpCardBindingPolicy(request, kind, CARD, card, false, false).findExistingOrRefusal();
    }

    private static Optional<CardBindingResult> decide(IssuanceRequest request) {
        return decide(request, CardKind.GIDS, null);
    }

    private static Optional<CardBindingResult> decide(IssuanceRequest request, boolean quarantined, boolean named) {
        return new HttpCardBindingPolicy(request, CardKind.GIDS, CARD, null, quarantined, named)
                .findExistingOrRefusal();
    }

    @Test
    void bindsAFreeCardToAnApprovedRequest() {
        assertThat(decide(approved)).isEmpty();
    }

    @Test
    void refusesARequestThatIsNeitherApprovedNorExecuting() {
        assertThat(decide(request(RequestStatus.PENDING))).contains(new WrongState(RequestStatus.PENDING));
    }

    @Test
    void returnsTheBindingOfAnEarlierCall() {
        Card bound = cardOf(ID).withHttpSession(HttpSessionState.INITIAL);
        assertThat(decide(executing, CardKind.GIDS, bound)).contains(new Bound(bound.id()));
    }

    @Test
    void refusesARequestThatAnAgentExecutesOnThisCard() {
        assertThat(decide(executing, CardKind.GIDS, cardOf(ID))).contains(new WrongState(RequestStatus.EXECUTING));
    }

    @Test
    void refusesACardThatHasAnotherRequestOrIsQuarantined() {
        assertThat(decide(approved, CardKind.GIDS, cardOf(UUID.randomUUID()))).contains(new CardInUse());
        assertThat(decide(approved, true, false)).contains(new CardInUse());
    }

    @Test
    void leavesPivCardsToAgents() {
        assertThat(decide(approved, CardKind.PIV, null)).contains(new AgentsOnly());
    }

    @Test
    void refusesACardThatDoesNotMatchTheRequest() {
        assertThat(decide(executing)).contains(new CardMismatch());
        assertThat(decide(approved, false, true)).contains(new CardMismatch());
        assertThat(decide(approved.withInitialization(OTHER, started.withDone())))
                .contains(new CardMismatch());
    }

    @Test
    void refusesABlankCardUntilItsInitializationIsDone() {
        assertThat(decide(approved.withInitialization(CARD, started))).contains(new CardInUse());
        assertThat(decide(approved.withInitialization(CARD, started.withDone())))
                .isEmpty();
    }
}
