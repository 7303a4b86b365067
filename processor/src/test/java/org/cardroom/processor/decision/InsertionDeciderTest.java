package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.EventFixture;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class InsertionDeciderTest {
    private final IssuanceRequest request = GidsCardFixture.request();
    private final Card card = GidsCardFixture.card(request);
    private final DrawnValues drawn = GidsCardFixture.drawn();

    private Decision decide(CardInserted event, Card of, IssuanceRequest bound) {
        return new InsertionDecider(bound, GidsCardFixture.TEMPLATE, drawn).decide(event, of);
    }

    private Decision decide(Card of) {
        return decide(EventFixture.inserted(), of, request);
    }

    private static void rejects(Decision decision, RejectionReason reason) {
        assertThat(decision.action()).isEqualTo(new Action.RejectEvent(reason));
    }

    private static void fails(Decision decision, RejectionReason reason) {
        assertThat(decision.action()).isEqualTo(new Action.FailIssuance(reason));
        assertThat(decision.card().provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(decision.request().status()).isEqualTo(RequestStatus.FAILED);
    }

    @Test
    void rejectsACardThatIsSetAside() {
        rejects(decide(card.withStatus(card.status(), ProvisioningState.SET_ASIDE)), RejectionReason.SET_ASIDE);
    }

    @Test
    void rejectsAnActiveCard() {
        rejects(decide(card.withStatus(CardStatus.ACTIVE, ProvisioningState.NONE)), RejectionReason.ALREADY_ACTIVE);
    }

    @Test
    void rejectsACardWhoseRequestHasEnded() {
        IssuanceRequest failed = request.transitionTo(RequestStatus.FAILED, "lost");
        rejects(decide(EventFixture.inserted(), card, failed), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void rejectsAnotherKindOfCard() {
        CardInserted piv = EventFixture.inserted(CardKind.PIV, GidsCardFixture.CHALLENGE, Set.of());
        rejects(decide(piv, card, request), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void rejectsAChallengeOfAnotherLength() {
        CardInserted longer = EventFixture.inserted(CardKind.GIDS, new Challenge("00".repeat(16)), Set.of());
        rejects(decide(longer, card, request), RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void failsAfterThreeUnresolvedAnswers() {
        fails(decide(card.withCounts(3, 3)), RejectionReason.TRIES_SPENT);
    }

    @Test
    void failsAfterSixteenInstructions() {
        fails(decide(card.withCounts(0, 16)), RejectionReason.TRIES_SPENT);
    }

    @Test
    void failsWhenTheConfirmedKeyWasRefused() {
        fails(decide(card.withKeys(card.keys().withRefusal(false))), RejectionReason.KEYS_REFUSED);
    }

    @Test
    void proposesAKeyOfTheCurrentVersionFirst() {
        Decision decision = decide(card);
        assertThat(decision.action()).isEqualTo(new Action.SendInstruction(InstructionType.PUT_KEY, false));
        assertThat(decision.card().keys().proposed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(decision.card().heldPin()).isNull();
        assertThat(decision.card().openSession().instruction()).isEqualTo(drawn.instructionId());
        assertThat(decision.card().unresolvedAnswers()).isOne();
    }

    @Test
    void setsTheDrawnPinUnderAKeyThatMayBeWritten() {
        Card written = card.withKeys(
                        card.keys().withProposed(new AdminKeyRef(1, 1)).withKeyWritten())
                .withStatus(card.status(), ProvisioningState.KEY_PROPOSED);
        Decision decision = decide(written);
        assertThat(decision.action()).isEqualTo(new Action.SendInstruction(InstructionType.SET_PIN, true));
        assertThat(decision.card().heldPin()).isEqualTo(drawn.sealedPin());
        assertThat(decide(written.withHeldPin("held")).card().heldPin()).isEqualTo("held");
    }

    @Test
    void requestsTheProofOfAConfirmedKeyWithoutCountingAnAnswer() {
        Card confirmed = card.withKeys(
                        card.keys().withProposed(new AdminKeyRef(1, 1)).withKeyConfirmed())
                .withStatus(card.status(), ProvisioningState.KEY_PROPOSED);
        Decision decision = decide(confirmed);
        assertThat(decision.action()).isEqualTo(new Action.SendInstruction(InstructionType.REQUEST_MUTUAL_AUTH, false));
        assertThat(decision.card().unresolvedAnswers()).isZero();
    }
}
