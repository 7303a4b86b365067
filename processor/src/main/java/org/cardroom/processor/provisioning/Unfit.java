package org.cardroom.processor.provisioning;

import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.events.message.CardEvent.CardUnfit;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Said;

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
    static Decision decided(CardUnfit event, Card card, Request request) {
        if (request.status() != RequestStatus.EXECUTING || card.provisioning() == Provisioning.SET_ASIDE) {
            return note(card, request);
        }
        if (event.said() instanceof Said.Blocked) {
            return Decider.fail(card, request, Rejection.TRIES_SPENT);
        }
        Card counted = card.counting(card.tries(), card.steps() + COST);
        boolean lost = event.said().equals(new Said.NotUnderstood(NO_KEY)) && Torn.keyMayBeCut(card, event);
        return lost || counted.steps() >= Decider.MOST_STEPS
                ? Decider.fail(counted, request, Rejection.NOT_UNDERSTOOD)
                : note(counted, request);
    }

    private static Decision note(Card card, Request request) {
        return new Decision(card, request, new Move.Note(), "it drew no challenge");
    }
}
