package org.cardroom.processor.decision;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.RejectionReason;

/** Decides on a card that does not return a challenge. Pure. */
final class ChallengeFailureDecider {
    /** The status word of a card without a key, which a torn key write that is not atomic leaves. */
    private static final String STATUS_WITHOUT_KEY = "6F00";
    /** What a failure counts in instructions: the second failure exceeds the limit at the latest. */
    private static final int INSTRUCTION_COST = InsertionDecider.MAX_INSTRUCTIONS_PER_CARD / 2;

    private static final String NO_CHALLENGE = "the card returned no challenge";

    private ChallengeFailureDecider() {}

    /**
     * Fails the request of a card that is blocked or has lost its key in a torn write. Any other card may be inserted again,
     * a limited number of times, because its request waits meanwhile.
     */
    static Decision decide(CardChallengeFailed event, Card card, IssuanceRequest request) {
        if (request.status() != RequestStatus.EXECUTING || card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return Decision.recordOnly(card, request, NO_CHALLENGE);
        }
        if (event.response() instanceof CardResponse.Blocked) {
            return InsertionDecider.fail(card, request, RejectionReason.TRIES_SPENT);
        }
        Card counted = card.withCounts(card.unresolvedAnswers(), card.instructionCount() + INSTRUCTION_COST);
        boolean lost = event.response().equals(new CardResponse.Unexpected(STATUS_WITHOUT_KEY))
                && TearRecovery.isKeyPossiblyLost(card, event);
        return lost || counted.instructionCount() >= InsertionDecider.MAX_INSTRUCTIONS_PER_CARD
                ? InsertionDecider.fail(counted, request, RejectionReason.NOT_UNDERSTOOD)
                : Decision.recordOnly(counted, request, NO_CHALLENGE);
    }
}
