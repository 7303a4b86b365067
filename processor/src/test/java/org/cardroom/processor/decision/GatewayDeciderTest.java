package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.EventFixture;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class GatewayDeciderTest {
    private static final String CHALLENGE = "0011223344556677";
    private static final AdminKeyRef OWN_KEY = new AdminKeyRef(1, 1);

    private final IssuanceRequest request = GidsCardFixture.request();
    private final Card card = GidsCardFixture.card(request).withHttpSession(HttpSessionState.INITIAL);
    private final DrawnValues drawn = GidsCardFixture.drawn();

    private Decision decide(GatewayEvent event, Card of) {
        return GatewayDecider.decide(event, of, request, GidsCardFixture.TEMPLATE, drawn);
    }

    private static void rejects(Decision decision, RejectionReason reason) {
        assertThat(decision.action()).isEqualTo(new Action.RejectEvent(reason));
    }

    @Test
    void rejectsACardThatAgentsWork() {
        rejects(
                decide(EventFixture.keyRequested(card), GidsCardFixture.card(request)),
                RejectionReason.WORKED_BY_AGENT);
    }

    @Test
    void rejectsARequestThatHasEnded() {
        Decision decision = GatewayDecider.decide(
                EventFixture.keyRequested(card),
                card,
                request.transitionTo(RequestStatus.FAILED, "lost"),
                GidsCardFixture.TEMPLATE,
                drawn);
        rejects(decision, RejectionReason.NOT_EXECUTING);
    }

    @Test
    void rejectsThePinOfACardThatIsSetAside() {
        Card aside = card.withStatus(card.status(), ProvisioningState.SET_ASIDE);
        rejects(decide(EventFixture.pinRequested(card), aside), RejectionReason.SET_ASIDE);
    }

    @Test
    void rejectsAChallengeOfAnotherLength() {
        rejects(
                decide(EventFixture.responseRequested(card, "00".repeat(16), false), card),
                RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void rejectsAResponseUnderAKeyThatWasNotDelivered() {
        rejects(decide(EventFixture.responseRequested(card, CHALLENGE, true), card), RejectionReason.NOT_PUT_YET);
    }

    @Test
    void rejectsAFourthResponse() {
        rejects(
                decide(EventFixture.responseRequested(card, CHALLENGE, false), card.withCounts(3, 3)),
                RejectionReason.TRIES_SPENT);
    }

    @Test
    void deliversTheSameResponseAgainUncounted() {
        Card answered = decide(EventFixture.responseRequested(card, CHALLENGE, false), card)
                .card();
        Decision again = decide(EventFixture.responseRequested(card, CHALLENGE, false), answered);
        assertThat(again.action().changesRows()).isFalse();
        assertThat(answered.unresolvedAnswers()).isOne();
    }

    @Test
    void deliversTheSameKeyAgain() {
        Decision first = decide(EventFixture.keyRequested(card), card);
        Decision again = decide(EventFixture.keyRequested(card), first.card());
        assertThat(first.action())
                .isEqualTo(new Action.DeliverSecret(InstructionType.DELIVER_ADMIN_KEY, OWN_KEY, false));
        assertThat(again.action())
                .isEqualTo(new Action.DeliverSecret(InstructionType.DELIVER_ADMIN_KEY, OWN_KEY, true));
    }

    @Test
    void holdsThePinThatItDelivers() {
        Decision first = decide(EventFixture.pinRequested(card), card);
        assertThat(first.card().heldPin()).isEqualTo(drawn.sealedPin());
        assertThat(decide(EventFixture.pinRequested(card), first.card()).action())
                .isEqualTo(new Action.DeliverSecret(InstructionType.DELIVER_PIN, null, true));
    }
}
