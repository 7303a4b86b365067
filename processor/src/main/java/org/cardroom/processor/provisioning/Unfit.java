package org.cardroom.processor.provisioning;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.CardResponse;

/** Decides what becomes of a card that draws no challenge. Pure, like {@link Decider}. */
final class Unfit {
    /** What a torn key write that is not atomic leaves behind. */
    private static final String NO_KEY = "6F00";
    /** In steps: the second time, at the latest, they are spent. */
    private static final int COST = Decider.MOST_STEPS / 2;

    private Unfit() {}

    /**
     * One that is locked, or has lost its key in a torn write, is of no use to its request. Any other may do better next
     * time, but not for ever: its request would wait as long.
     */
    static Decision decided(CardChallengeFailed event, Card card, IssuanceRequest request) {
        if (request.status() != RequestStatus.EXECUTING || card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return note(card, request);
        }
        if (event.response() instanceof CardResponse.Blocked) {
            return Decider.fail(card, request, RejectionReason.TRIES_SPENT);
        }
        Card counted = card.withCounts(card.unresolvedAnswers(), card.instructionCount() + COST);
        boolean lost = event.response().equals(new CardResponse.Unexpected(NO_KEY)) && Torn.keyMayBeCut(card, event);
        return lost || counted.instructionCount() >= Decider.MOST_STEPS
                ? Decider.fail(counted, request, RejectionReason.NOT_UNDERSTOOD)
                : note(counted, request);
    }

    private static Decision note(Card card, IssuanceRequest request) {
        return new Decision(card, request, new Move.Note(), "it drew no challenge");
    }
}
