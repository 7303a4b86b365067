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
    private Unfit() {}

    /** One that is locked, or may have lost its key, is of no use to its request; any other may do better next time. */
    static Decision decided(CardUnfit event, Card card, Request request) {
        boolean open = request.status() == RequestStatus.EXECUTING && card.provisioning() != Provisioning.SET_ASIDE;
        if (open && event.said() instanceof Said.Blocked) {
            return Decider.fail(card, request, Rejection.TRIES_SPENT);
        }
        if (open && event.said() instanceof Said.NotUnderstood && Torn.keyMayBeCut(card, event)) {
            return Decider.fail(card, request, Rejection.NOT_UNDERSTOOD);
        }
        return new Decision(card, request, new Move.Note(), "it drew no challenge");
    }
}
