package org.cardroom.processor.provisioning;

import java.util.Optional;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.OverHttp;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.AnswerAsked;
import org.cardroom.events.message.GatewayEvent.KeyAsked;
import org.cardroom.events.message.GatewayEvent.PinAsked;
import org.cardroom.events.message.GatewayEvent.RequestEnded;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a client of the HTTP API is given for its card. Pure, like {@link Decider}.
 *
 * <p>Nobody reports what became of it: what was given may have been used. So an answer counts as a try for good, and
 * only what the client asks for next shows that the card took it; what was given once is given again as it was.
 */
final class Asking {
    private final Card card;
    private final Request request;
    private final Template template;
    private final OverHttp http;

    private Asking(Card card, Request request, Template template, OverHttp http) {
        this.card = card;
        this.request = request;
        this.template = template;
        this.http = http;
    }

    /** What a client asks for a card that is the request's. */
    static Decision asked(GatewayEvent event, Card card, Request request, Template template, int masterVersion) {
        OverHttp http = card.overHttp();
        if (http == null) {
            return Decider.refuse(card, request, Rejection.WORKED_BY_AGENT);
        }
        if (event instanceof RequestEnded ended) {
            return Ending.ended(ended.how(), card, request, template);
        }
        Asking asking = new Asking(card, request, template, http);
        if (card.provisioning() == Provisioning.SET_ASIDE) {
            return event.about().reason() == null ? asking.refuse(Rejection.SET_ASIDE) : asking.rescued(event);
        }
        return request.status() == RequestStatus.EXECUTING
                ? asking.open(event, masterVersion)
                : asking.refuse(Rejection.NOT_EXECUTING);
    }

    private Decision open(GatewayEvent event, int masterVersion) {
        if (event instanceof AnswerAsked answer) {
            return answer(answer);
        }
        return event instanceof PinAsked pin ? pin(pin) : key(masterVersion);
    }

    /** What opens a card that was set aside is given for a reason; its PIN is gone. */
    private Decision rescued(GatewayEvent event) {
        if (event instanceof AnswerAsked answer) {
            return answer(answer);
        }
        return event instanceof KeyAsked && ownKey().isPresent()
                ? give(card, Step.GIVE_KEY, ownKey().get(), true, "the card's own key is given for a reason")
                : refuse(Rejection.SET_ASIDE);
    }

    /** A key is chosen once, before it is given; the client may lose it, and is given the same again. */
    private Decision key(int masterVersion) {
        if (!template.diversify()) {
            return refuse(Rejection.KEY_FIXED, "the policy gives cards no key of their own");
        }
        KeyRef proposed = card.keys().proposed();
        if (card.provisioning() == Provisioning.KEY_PROPOSED && proposed != null) {
            return give(card, Step.GIVE_KEY, proposed, true, "the card's own key is given again");
        }
        if (card.provisioning() != Provisioning.NONE) {
            return refuse(Rejection.ALREADY_ACTIVE);
        }
        KeyRef chosen = new KeyRef(masterVersion, card.keys().confirmed().issuance() + 1);
        CardKeys keys = card.keys().proposing(chosen).maybeSent(card.tries() > 0, false);
        Card next = counting(card.with(keys).as(card.status(), Provisioning.KEY_PROPOSED), card.tries());
        return give(next, Step.GIVE_KEY, chosen, false, "the card's own key is given");
    }

    private Decision answer(AnswerAsked event) {
        boolean diversified = event.diversified();
        if (event.challenge().length() != template.algorithm().blockLength()) {
            return refuse(Rejection.WRONG_ALGORITHM);
        }
        Optional<KeyRef> key = diversified ? ownKey() : initialKey();
        if (key.isEmpty()) {
            return refuse(diversified ? Rejection.NOT_PUT_YET : Rejection.ALREADY_ACTIVE);
        }
        String what = "an answer under the " + (diversified ? "card's own" : "initial") + " key is given";
        if (http.repeats(event.challenge(), diversified)) {
            return give(card, Step.GIVE_ANSWER, key.get(), true, what + " again");
        }
        // A client that goes on with the card's own key has put it, and so the card had taken the answer before.
        int tries = diversified && card.provisioning() == Provisioning.KEY_PROPOSED ? 0 : card.tries();
        if (tries >= Decider.MOST_TRIES) {
            return refuse(Rejection.TRIES_SPENT);
        }
        Card answered = counting(diversified ? opened() : maybePut(), tries + 1)
                .answered(new OverHttp(event.challenge(), diversified));
        return give(answered, Step.GIVE_ANSWER, key.get(), false, what);
    }

    /** A proposed one is of no use before both it and what opens the card for it were given. */
    private Optional<KeyRef> ownKey() {
        CardKeys keys = card.keys();
        if (keys.proposed() != null) {
            return Optional.of(keys.proposed()).filter(key -> keys.keySent());
        }
        return Optional.of(keys.confirmed()).filter(key -> keys.confirmedIsOurs());
    }

    /** Not after the client said that it has put another. */
    private Optional<KeyRef> initialKey() {
        return Optional.of(card.keys().confirmed())
                .filter(key -> !card.keys().confirmedIsOurs() && card.provisioning() != Provisioning.PIN_SENT);
    }

    private Card opened() {
        return card.provisioning() == Provisioning.SET_ASIDE ? card : card.as(card.status(), Provisioning.PIN_SENT);
    }

    /** Who has the key and what opens the card for it may have put it. */
    private Card maybePut() {
        return card.with(card.keys().maybeSent(card.keys().proposed() != null, false));
    }

    /** Drawn once and held: it may be on the card. */
    private Decision pin(PinAsked event) {
        if (!template.userPinOption().serverMakesIt()) {
            return refuse(Rejection.USERS_PIN);
        }
        Challenge shown = event.challenge();
        String what = shown == null ? "the PIN" : "the PIN, with the card's challenge " + shown.hex() + ",";
        return card.heldPin() == null
                ? give(counting(card, card.tries()), Step.GIVE_PIN, null, false, what + " is given")
                : give(card, Step.GIVE_PIN, null, true, what + " is given again");
    }

    private static Card counting(Card next, int tries) {
        return next.counting(tries, next.steps() + 1);
    }

    private Decision refuse(Rejection reason) {
        return refuse(reason, reason.words());
    }

    private Decision refuse(Rejection reason, String why) {
        return new Decision(card, request, new Move.Refuse(reason), why);
    }

    private Decision give(Card next, Step step, @Nullable KeyRef key, boolean again, String why) {
        return new Decision(next, request, new Move.Give(step, Ids.next(), key, again), why);
    }
}
