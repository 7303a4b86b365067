package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class CompletionDeciderTest {
    private final IssuanceRequest request = GidsCardFixture.request();
    private final Card card = GidsCardFixture.card(request);
    private final Card delivered = card.withKeys(
                    card.keys().withProposed(new AdminKeyRef(1, 1)).withKeyWritten())
            .withStatus(card.status(), ProvisioningState.KEY_PROPOSED)
            .withStatus(card.status(), ProvisioningState.PIN_SENT);

    private static Action decide(CompletionKind how, Card card, IssuanceRequest request) {
        return CompletionDecider.decide(how, card, request, GidsCardFixture.TEMPLATE)
                .action();
    }

    @Test
    void rejectsTheCompletionOfACardWithoutItsPin() {
        assertThat(decide(CompletionKind.COMPLETED, delivered, request))
                .isEqualTo(new Action.RejectEvent(RejectionReason.NOT_PUT_YET));
    }

    @Test
    void rejectsTheCompletionOfACardWithoutItsKey() {
        assertThat(decide(CompletionKind.COMPLETED, card.withHeldPin("held"), request))
                .isEqualTo(new Action.RejectEvent(RejectionReason.NOT_PUT_YET));
    }

    @Test
    void rejectsTheCompletionOfAFailedRequest() {
        IssuanceRequest failed = request.transitionTo(RequestStatus.FAILED, "lost");
        assertThat(decide(CompletionKind.COMPLETED, delivered, failed))
                .isEqualTo(new Action.RejectEvent(RejectionReason.NOT_EXECUTING));
    }

    @Test
    void failsAnAbandonedRequest() {
        assertThat(decide(CompletionKind.ABANDONED, card, request))
                .isEqualTo(new Action.FailIssuance(RejectionReason.ABANDONED));
    }

    @Test
    void acknowledgesTheSameEndAgain() {
        IssuanceRequest failed = request.transitionTo(RequestStatus.FAILED, "abandoned");
        assertThat(decide(CompletionKind.ABANDONED, card, failed)).isEqualTo(new Action.AcknowledgeRequestEnd());
    }

    @Test
    void confirmsTheKeyAndDropsThePinOfACompletedCard() {
        Decision decision = CompletionDecider.decide(
                CompletionKind.COMPLETED, delivered.withHeldPin("held"), request, GidsCardFixture.TEMPLATE);
        assertThat(decision.action()).isEqualTo(new Action.CompleteIssuance(null));
        assertThat(decision.card().keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(decision.card().heldPin()).isNull();
    }
}
