package org.cardroom.processor.provisioning;

import java.util.Optional;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.AuthenticationResponseRequested;
import org.cardroom.events.message.GatewayEvent.AdminKeyRequested;
import org.cardroom.events.message.GatewayEvent.PinRequested;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.InstructionType;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a client of the HTTP API is given for its card. Pure, like {@link Decider}.
 *
 * <p>Nobody reports what became of it: what was given may have been used. So an answer counts as a try for good, and
 * only what the client asks for next shows that the card took it; what was given once is given again as it was.
 */
final class Asking {
    private final Card card;
    private final IssuanceRequest request;
    private final ProfileTemplate template;
    private final HttpSessionState httpSession;

    private Asking(Card card, IssuanceRequest request, ProfileTemplate template, HttpSessionState httpSession) {
        this.card = card;
        this.request = request;
        this.template = template;
        this.httpSession = httpSession;
    }

    /** What a client asks for a card that is the request's. */
    static Decision asked(GatewayEvent event, Card card, IssuanceRequest request, ProfileTemplate template, int masterVersion) {
        HttpSessionState httpSession = card.httpSession();
        if (httpSession == null) {
            return Decider.refuse(card, request, RejectionReason.WORKED_BY_AGENT);
        }
        if (event instanceof RequestCompletionRequested ended) {
            return Ending.ended(ended.how(), card, request, template);
        }
        Asking asking = new Asking(card, request, template, httpSession);
        if (card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return event.about().reason() == null ? asking.refuse(RejectionReason.SET_ASIDE) : asking.rescued(event);
        }
        return request.status() == RequestStatus.EXECUTING
                ? asking.open(event, masterVersion)
                : asking.refuse(RejectionReason.NOT_EXECUTING);
    }

    private Decision open(GatewayEvent event, int masterVersion) {
        if (event instanceof AuthenticationResponseRequested answer) {
            return answer(answer);
        }
        return event instanceof PinRequested pin ? pin(pin) : key(masterVersion);
    }

    /** What opens a card that was set aside is given for a reason; its PIN is gone. */
    private Decision rescued(GatewayEvent event) {
        if (event instanceof AuthenticationResponseRequested answer) {
            return answer(answer);
        }
        return event instanceof AdminKeyRequested && ownKey().isPresent()
                ? give(card, InstructionType.DELIVER_ADMIN_KEY, ownKey().get(), true, "the card's own key is given for a reason")
                : refuse(RejectionReason.SET_ASIDE);
    }

    /** A key is chosen once, before it is given; the client may lose it, and is given the same again. */
    private Decision key(int masterVersion) {
        if (!template.diversify()) {
            return refuse(RejectionReason.KEY_FIXED, "the policy gives cards no key of their own");
        }
        AdminKeyRef proposed = card.keys().proposed();
        if (card.provisioningState() == ProvisioningState.KEY_PROPOSED && proposed != null) {
            return give(card, InstructionType.DELIVER_ADMIN_KEY, proposed, true, "the card's own key is given again");
        }
        if (card.provisioningState() != ProvisioningState.NONE) {
            return refuse(RejectionReason.ALREADY_ACTIVE);
        }
        AdminKeyRef chosen = new AdminKeyRef(masterVersion, card.keys().confirmed().issuance() + 1);
        CardKeyState keys = card.keys().withProposed(chosen).withPossibleWrites(card.unresolvedAnswers() > 0, false);
        Card next = counting(card.with(keys).withStatus(card.status(), ProvisioningState.KEY_PROPOSED), card.unresolvedAnswers());
        return give(next, InstructionType.DELIVER_ADMIN_KEY, chosen, false, "the card's own key is given");
    }

    private Decision answer(AuthenticationResponseRequested event) {
        boolean diversified = event.diversified();
        if (event.challenge().length() != template.algorithm().blockLength()) {
            return refuse(RejectionReason.WRONG_ALGORITHM);
        }
        Optional<AdminKeyRef> key = diversified ? ownKey() : initialKey();
        if (key.isEmpty()) {
            return refuse(diversified ? RejectionReason.NOT_PUT_YET : RejectionReason.ALREADY_ACTIVE);
        }
        String what = "an answer under the " + (diversified ? "card's own" : "initial") + " key is given";
        if (httpSession.isReplay(event.challenge(), diversified)) {
            return give(card, InstructionType.DELIVER_AUTHENTICATION_RESPONSE, key.get(), true, what + " again");
        }
        // A client that goes on with the card's own key has put it, and so the card had taken the answer before.
        int tries = diversified && card.provisioningState() == ProvisioningState.KEY_PROPOSED ? 0 : card.unresolvedAnswers();
        if (tries >= Decider.MOST_TRIES) {
            return refuse(RejectionReason.TRIES_SPENT);
        }
        Card answered = counting(diversified ? opened() : maybePut(), tries + 1)
                .withHttpSession(new HttpSessionState(event.challenge(), diversified));
        return give(answered, InstructionType.DELIVER_AUTHENTICATION_RESPONSE, key.get(), false, what);
    }

    /** A proposed one is of no use before both it and what opens the card for it were given. */
    private Optional<AdminKeyRef> ownKey() {
        CardKeyState keys = card.keys();
        if (keys.proposed() != null) {
            return Optional.of(keys.proposed()).filter(key -> keys.keyMayBeWritten());
        }
        return Optional.of(keys.confirmed()).filter(key -> keys.hasOwnConfirmedKey());
    }

    /** Not after the client said that it has put another. */
    private Optional<AdminKeyRef> initialKey() {
        return Optional.of(card.keys().confirmed())
                .filter(key -> !card.keys().hasOwnConfirmedKey() && card.provisioningState() != ProvisioningState.PIN_SENT);
    }

    private Card opened() {
        return card.provisioningState() == ProvisioningState.SET_ASIDE ? card : card.withStatus(card.status(), ProvisioningState.PIN_SENT);
    }

    /** Who has the key and what opens the card for it may have put it. */
    private Card maybePut() {
        return card.with(card.keys().withPossibleWrites(card.keys().proposed() != null, false));
    }

    /** Drawn once and held: it may be on the card. */
    private Decision pin(PinRequested event) {
        if (!template.userPinOption().isServerGenerated()) {
            return refuse(RejectionReason.USERS_PIN);
        }
        Challenge shown = event.challenge();
        String what = shown == null ? "the PIN" : "the PIN, with the card's challenge " + shown.hex() + ",";
        return card.heldPin() == null
                ? give(counting(card, card.unresolvedAnswers()), InstructionType.DELIVER_PIN, null, false, what + " is given")
                : give(card, InstructionType.DELIVER_PIN, null, true, what + " is given again");
    }

    private static Card counting(Card next, int tries) {
        return next.withCounts(tries, next.instructionCount() + 1);
    }

    private Decision refuse(RejectionReason reason) {
        return refuse(reason, reason.description());
    }

    private Decision refuse(RejectionReason reason, String why) {
        return new Decision(card, request, new Move.Refuse(reason), why);
    }

    private Decision give(Card next, InstructionType step, @Nullable AdminKeyRef key, boolean again, String why) {
        return new Decision(next, request, new Move.Give(step, UuidGenerator.next(), key, again), why);
    }
}
