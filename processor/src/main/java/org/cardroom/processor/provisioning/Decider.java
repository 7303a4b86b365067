package org.cardroom.processor.provisioning;

import java.util.Objects;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a card that was put in gets next. Pure: it reads and writes nothing, and holds no key.
 *
 * <p>Tries are counted before they are spent: an answer counts from before it is sent until its outcome is known. A card
 * that comes back with a key of ours has to prove it, because anybody can make another card under its id.
 */
final class Decider {
    /** Answers without a good outcome, after which a card gets no other. */
    static final int MOST_TRIES = 3;
    /** Instructions to one card: more are a card that never gets anywhere. */
    static final int MOST_STEPS = 16;

    private Decider() {}

    /** A card that is bound to an open request, put in. */
    static Decision inserted(CardInserted event, Card card, Request request, Template template, int masterVersion) {
        if (card.provisioning() == Provisioning.SET_ASIDE) {
            return refuse(card, request, Rejection.SET_ASIDE);
        }
        if (card.status() != CardStatus.ASSIGNED || card.provisioning() == Provisioning.ISSUED) {
            return refuse(card, request, Rejection.ALREADY_ACTIVE);
        }
        if (request.status() != RequestStatus.EXECUTING || card.kind() != event.kind()) {
            return refuse(card, request, Rejection.FOR_SOMEBODY_ELSE);
        }
        if (!fits(event, template)) {
            return refuse(card, request, Rejection.WRONG_ALGORITHM);
        }
        if (isOver(event, card.exchange())) {
            return new Decision(card, request, new Move.Note(), "an insertion that is over");
        }
        Exchange session = new Exchange(
                event.session(), event.origin().agent(), event.journal().id(), null, null, false);
        return next(Torn.resolved(card, event).with(session), request.tried(), template, masterVersion);
    }

    /**
     * Whether the agent put the card in again since, and was heard of that first: ids are in order of time (RFC 9562,
     * 5.7). What its journal held then proves nothing of what it did later.
     */
    private static boolean isOver(CardInserted event, @Nullable Exchange last) {
        return last != null
                && last.agent().equals(event.origin().agent())
                && last.journal().equals(event.journal().id())
                && event.session().compareTo(last.session()) < 0;
    }

    /** Whether the card's key is of the template's algorithm, as far as it shows. */
    static boolean fits(CardInserted event, Template template) {
        return (event.algorithm() == null || event.algorithm() == template.algorithm())
                && event.challenge().length() == template.algorithm().blockLength();
    }

    /** What a card that waits with a fresh challenge gets. */
    static Decision next(Card card, Request request, Template template, int masterVersion) {
        if (card.tries() >= MOST_TRIES || card.steps() >= MOST_STEPS) {
            return fail(card, request, Rejection.TRIES_SPENT);
        }
        CardKeys keys = card.keys();
        if (keys.proposed() != null && keys.keySent() && !keys.proposedRefused()) {
            return send(card, request, Step.SET_PIN, true);
        }
        if (keys.confirmedRefused()) {
            return fail(card, request, Rejection.KEYS_REFUSED);
        }
        if (keys.proposed() != null) {
            return send(card, request, Step.PUT_KEY, false);
        }
        if (card.provisioning() == Provisioning.NONE && template.diversify()) {
            CardKeys proposing =
                    keys.proposing(new KeyRef(masterVersion, keys.confirmed().issuance() + 1));
            return send(card.with(proposing), request, Step.PUT_KEY, false);
        }
        return send(card, request, keys.confirmedIsOurs() ? Step.PROVE : Step.SET_PIN, false);
    }

    /** What a card gets that waits with its part of an authentication both ways. */
    static Decision proving(Card card, Request request) {
        return card.tries() >= MOST_TRIES || card.steps() >= MOST_STEPS
                ? fail(card, request, Rejection.TRIES_SPENT)
                : send(card, request, Step.SET_PIN, false);
    }

    private static Decision send(Card card, Request request, Step step, boolean withProposed) {
        UUID instruction = Ids.next();
        Exchange exchange = Objects.requireNonNull(card.exchange(), "a card that waits has a session");
        Card instructed = card.as(card.status(), sent(step, card))
                .counting(card.tries() + (step == Step.PROVE ? 0 : 1), card.steps() + 1)
                .with(exchange.instructed(instruction, step, withProposed));
        String why = step + (withProposed ? " under the proposed key" : " under the confirmed key");
        return new Decision(instructed, request, new Move.Send(step, withProposed), why);
    }

    private static Provisioning sent(Step step, Card card) {
        return switch (step) {
            case PUT_KEY -> Provisioning.KEY_PROPOSED;
            case SET_PIN -> Provisioning.PIN_SENT;
            case PROVE, INITIALISE, GIVE_KEY, GIVE_ANSWER, GIVE_PIN, END -> card.provisioning();
        };
    }

    static Decision refuse(Card card, Request request, Rejection reason) {
        return new Decision(card, request, new Move.Refuse(reason), reason.words());
    }

    /** Sets the card aside: it gets no further answer, and the PIN that was held for it goes. */
    static Decision fail(Card card, Request request, Rejection reason) {
        Card aside = card.as(card.status(), Provisioning.SET_ASIDE).holding(null);
        Request failed = request.as(RequestStatus.FAILED, reason.words());
        return new Decision(aside, failed, new Move.Fail(reason), reason.words());
    }
}
