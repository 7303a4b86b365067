package org.cardroom.processor.provisioning;

import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.message.GatewayEvent.RequestEnded;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;

/** Decides what becomes of a card when its client over the HTTP API says that it is done. Pure, like {@link Decider}. */
final class Ending {
    private Ending() {}

    /** What a client says again, it is told again. */
    static Decision ended(RequestEnded.How how, Card card, Request request, Template template) {
        boolean completed = how == RequestEnded.How.COMPLETED;
        if (request.status() == (completed ? RequestStatus.COMPLETED : RequestStatus.FAILED)) {
            Move.Give told = new Move.Give(Step.END, Ids.next(), null, true);
            return new Decision(card, request, told, "the request has ended so before");
        }
        if (request.status() != RequestStatus.EXECUTING) {
            return Decider.refuse(card, request, Rejection.NOT_EXECUTING);
        }
        if (!completed) {
            return Decider.fail(card, request, Rejection.ABANDONED);
        }
        return wasGiven(card, template)
                ? issue(card, request, template)
                : Decider.refuse(card, request, Rejection.NOT_PUT_YET);
    }

    /** Whether the client was given all that the template wants on a card. */
    private static boolean wasGiven(Card card, Template template) {
        boolean isPinGiven = card.heldPin() != null || !template.userPinOption().serverMakesIt();
        return isPinGiven && wasOpened(card, template);
    }

    /** A card that keeps its PIN need not be opened again once its key was put. */
    private static boolean wasOpened(Card card, Template template) {
        boolean isKeySent =
                template.userPinOption() == UserPinOption.NONE && card.keys().keySent();
        boolean isOpened = template.diversify() ? card.provisioning() == Provisioning.PIN_SENT : card.tries() > 0;
        return isOpened || isKeySent;
    }

    private static Decision issue(Card card, Request request, Template template) {
        Card confirmed = card.with(card.keys().proven())
                .as(card.status(), Provisioning.PIN_SENT)
                .as(card.status(), Provisioning.KEY_CONFIRMED)
                .counting(0, card.steps());
        return Reports.issue(confirmed, request, template);
    }
}
