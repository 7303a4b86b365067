package org.cardroom.processor.decision;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.RejectionReason;

/** Decides on the end of a request that a client of the HTTP API reports. Pure. */
final class CompletionDecider {
    private CompletionDecider() {}

    /** Decides on a reported end; the same report again is acknowledged again. */
    static Decision decide(CompletionKind how, Card card, IssuanceRequest request, ProfileTemplate template) {
        boolean completed = how == CompletionKind.COMPLETED;
        if (request.status() == (completed ? RequestStatus.COMPLETED : RequestStatus.FAILED)) {
            return new Decision(card, request, new Action.AcknowledgeRequestEnd(), "the request has ended so before");
        }
        if (request.status() != RequestStatus.EXECUTING) {
            return Decision.reject(card, request, RejectionReason.NOT_EXECUTING);
        }
        if (!completed) {
            return InsertionDecider.fail(card, request, RejectionReason.ABANDONED);
        }
        if (!isEverythingDelivered(card, template)) {
            return Decision.reject(card, request, RejectionReason.NOT_PUT_YET);
        }
        Card confirmed = card.withKeys(card.keys().withKeyConfirmed())
                .withStatus(card.status(), ProvisioningState.PIN_SENT)
                .withStatus(card.status(), ProvisioningState.KEY_CONFIRMED)
                .withCounts(0, card.instructionCount());
        return StepReportDecider.completeIssuance(confirmed, request, template);
    }

    /**
     * Whether the client received everything that the template requires on a card. A card that keeps its PIN needs no
     * authentication after the key is written.
     */
    private static boolean isEverythingDelivered(Card card, ProfileTemplate template) {
        boolean pinGiven = card.heldPin() != null || !template.userPinOption().isServerGenerated();
        boolean keySent =
                template.userPinOption() == UserPinOption.NONE && card.keys().keyMayBeWritten();
        boolean opened = template.diversify()
                ? card.provisioningState() == ProvisioningState.PIN_SENT
                : card.unresolvedAnswers() > 0;
        return pinGiven && (opened || keySent);
    }
}
