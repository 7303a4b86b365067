package org.cardroom.processor.decision;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;

/** Decides what becomes of a card when its client over the HTTP API says that it is done. Pure, like {@link InsertionDecider}. */
final class CompletionDecider {
    private CompletionDecider() {}

    /** What a client says again, it is told again. */
    static Decision decide(
            RequestCompletionRequested.CompletionKind how,
            Card card,
            IssuanceRequest request,
            ProfileTemplate template) {
        boolean completed = how == RequestCompletionRequested.CompletionKind.COMPLETED;
        if (request.status() == (completed ? RequestStatus.COMPLETED : RequestStatus.FAILED)) {
            Action.DeliverToGateway told = new Action.DeliverToGateway(
                    InstructionType.ACKNOWLEDGE_REQUEST_END, UuidGenerator.next(), null, true);
            return new Decision(card, request, told, "the request has ended so before");
        }
        if (request.status() != RequestStatus.EXECUTING) {
            return InsertionDecider.reject(card, request, RejectionReason.NOT_EXECUTING);
        }
        if (!completed) {
            return InsertionDecider.fail(card, request, RejectionReason.ABANDONED);
        }
        return isEverythingDelivered(card, template)
                ? completeIssuance(card, request, template)
                : InsertionDecider.reject(card, request, RejectionReason.NOT_PUT_YET);
    }

    /** Whether the client was given all that the template wants on a card. */
    private static boolean isEverythingDelivered(Card card, ProfileTemplate template) {
        boolean isPinGiven = card.heldPin() != null || !template.userPinOption().isServerGenerated();
        return isPinGiven && isKeyDelivered(card, template);
    }

    /** A card that keeps its PIN need not be opened again once its key was put. */
    private static boolean isKeyDelivered(Card card, ProfileTemplate template) {
        boolean isKeySent =
                template.userPinOption() == UserPinOption.NONE && card.keys().keyMayBeWritten();
        boolean isOpened = template.diversify()
                ? card.provisioningState() == ProvisioningState.PIN_SENT
                : card.unresolvedAnswers() > 0;
        return isOpened || isKeySent;
    }

    private static Decision completeIssuance(Card card, IssuanceRequest request, ProfileTemplate template) {
        Card confirmed = card.withKeys(card.keys().withKeyConfirmed())
                .withStatus(card.status(), ProvisioningState.PIN_SENT)
                .withStatus(card.status(), ProvisioningState.KEY_CONFIRMED)
                .withCounts(0, card.instructionCount());
        return StepReportDecider.completeIssuance(confirmed, request, template);
    }
}
