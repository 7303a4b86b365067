package org.cardroom.processor.decision;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.RejectionReason;

/** Decides what becomes of a card that draws no challenge. Pure, like {@link InsertionDecider}. */
public final class ChallengeFailureDecider {
    /** What a torn key write that is not atomic leaves behind. */
    private static final String STATUS_WITHOUT_KEY = "6F00";
    /** In steps: the second time, at the latest, they are spent. */
    private static final int INSTRUCTION_COST = InsertionDecider.MAX_INSTRUCTIONS / 2;

    private ChallengeFailureDecider() {}

    /**
     * One that is locked, or has lost its key in a torn write, is of no use to its request. Any other may do better next
     * time, but not for ever: its request would wait as long.
     */
    public static Decision decide(CardChallengeFailed event, Card card, IssuanceRequest request) {
        if (request.status() != RequestStatus.EXECUTING || card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return recordOnly(card, request);
        }
        if (event.response() instanceof CardResponse.Blocked) {
            return InsertionDecider.fail(card, request, RejectionReason.TRIES_SPENT);
        }
        Card counted = card.withCounts(card.unresolvedAnswers(), card.instructionCount() + INSTRUCTION_COST);
        boolean lost = event.response().equals(new CardResponse.Unexpected(STATUS_WITHOUT_KEY))
                && TearRecovery.isKeyPossiblyLost(card, event);
        return lost || counted.instructionCount() >= InsertionDecider.MAX_INSTRUCTIONS
                ? InsertionDecider.fail(counted, request, RejectionReason.NOT_UNDERSTOOD)
                : recordOnly(counted, request);
    }

    private static Decision recordOnly(Card card, IssuanceRequest request) {
        return new Decision(card, request, new Action.RecordOnly(), "it drew no challenge");
    }
}
