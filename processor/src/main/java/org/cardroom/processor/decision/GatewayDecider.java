package org.cardroom.processor.decision;

import java.util.Objects;
import java.util.Optional;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.PinRequested;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a client of the HTTP API gets for its card. Pure.
 *
 * <p>Clients report no results, so everything that was delivered may have been used. An answer stays counted; only the
 * client's next event shows that the card accepted it. A repeated event gets the same secret again.
 */
record GatewayDecider(Card card, IssuanceRequest request, ProfileTemplate template, HttpSessionState httpSession) {
    /** Decides on an event about a card that is bound to the request. */
    static Decision decide(
            GatewayEvent event, Card card, IssuanceRequest request, ProfileTemplate template, DrawnValues drawn) {
        HttpSessionState httpSession = card.httpSession();
        if (httpSession == null) {
            return Decision.reject(card, request, RejectionReason.WORKED_BY_AGENT);
        }
        if (event instanceof GatewayEvent.RequestCompletionRequested ended) {
            return CompletionDecider.decide(ended.completion(), card, request, template);
        }
        GatewayDecider decider = new GatewayDecider(card, request, template, httpSession);
        if (card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return event.subject().reason() == null
                    ? decider.reject(RejectionReason.SET_ASIDE)
                    : decider.decideSetAside(event);
        }
        return request.status() == RequestStatus.EXECUTING
                ? decider.decideExecuting(event, drawn)
                : decider.reject(RejectionReason.NOT_EXECUTING);
    }

    private Decision decideExecuting(GatewayEvent event, DrawnValues drawn) {
        if (event instanceof GatewayEvent.AuthenticationResponseRequested answer) {
            return decideAnswer(answer);
        }
        return event instanceof PinRequested pin ? decidePin(pin, drawn) : decideKey(drawn.masterVersion());
    }

    /** With a reason, a client gets the answer or key for a card that is set aside; its PIN is deleted. */
    private Decision decideSetAside(GatewayEvent event) {
        if (event instanceof GatewayEvent.AuthenticationResponseRequested answer) {
            return decideAnswer(answer);
        }
        return event instanceof GatewayEvent.AdminKeyRequested && ownKey().isPresent()
                ? deliverKey(card, ownKey().get(), "the card's own key is given for a reason")
                : reject(RejectionReason.SET_ASIDE);
    }

    /** The key is chosen once, before its delivery; a repeated event gets the same key. */
    private Decision decideKey(int masterVersion) {
        if (!template.diversify()) {
            return reject(RejectionReason.KEY_FIXED, "the policy gives cards no key of their own");
        }
        CardKeyState keys = card.keys();
        AdminKeyRef proposed = keys.proposed();
        if (card.provisioningState() == ProvisioningState.KEY_PROPOSED && proposed != null) {
            return deliverKey(card, proposed, "the card's own key is given again");
        }
        if (card.provisioningState() != ProvisioningState.NONE) {
            return reject(RejectionReason.ALREADY_ACTIVE);
        }
        AdminKeyRef chosen = new AdminKeyRef(masterVersion, keys.confirmed().issuance() + 1);
        Card next = card.withKeys(keys.withProposed(chosen).withPossibleWrites(card.unresolvedAnswers() > 0, false))
                .withStatus(card.status(), ProvisioningState.KEY_PROPOSED);
        return deliverKey(withNextInstruction(next, card.unresolvedAnswers()), chosen, "the card's own key is given");
    }

    private Decision decideAnswer(GatewayEvent.AuthenticationResponseRequested event) {
        boolean diversified = event.diversified();
        if (event.challenge().length() != template.algorithm().blockLength()) {
            return reject(RejectionReason.WRONG_ALGORITHM);
        }
        Optional<AdminKeyRef> key = diversified ? ownKey() : initialKey();
        if (key.isEmpty()) {
            return reject(diversified ? RejectionReason.NOT_PUT_YET : RejectionReason.ALREADY_ACTIVE);
        }
        String what = "an answer under the " + (diversified ? "card's own" : "initial") + " key is given";
        if (httpSession.isReplay(event.challenge(), diversified)) {
            return deliver(card, InstructionType.DELIVER_AUTHENTICATION_RESPONSE, key.get(), what + " again");
        }
        // A client that continues with the card's own key has written it, so the card accepted the answer before.
        boolean written = diversified && card.provisioningState() == ProvisioningState.KEY_PROPOSED;
        int tries = written ? 0 : card.unresolvedAnswers();
        if (tries >= InsertionDecider.MAX_UNRESOLVED_ANSWERS) {
            return reject(RejectionReason.TRIES_SPENT);
        }
        Card answered = withNextInstruction(diversified ? withOwnKeyOpened() : withKeyMaybeWritten(), tries + 1)
                .withHttpSession(new HttpSessionState(event.challenge(), diversified));
        return deliver(answered, InstructionType.DELIVER_AUTHENTICATION_RESPONSE, key.get(), what);
    }

    /** The card's own key; a proposed one only after both it and an answer for writing it were delivered. */
    private Optional<AdminKeyRef> ownKey() {
        CardKeyState keys = card.keys();
        if (keys.proposed() != null) {
            return Optional.of(keys.proposed()).filter(key -> keys.keyMayBeWritten());
        }
        return Optional.of(keys.confirmed()).filter(key -> keys.hasOwnConfirmedKey());
    }

    /** The initial key, until the client reports that it has written another. */
    private Optional<AdminKeyRef> initialKey() {
        boolean own = card.keys().hasOwnConfirmedKey() || card.provisioningState() == ProvisioningState.PIN_SENT;
        return own ? Optional.empty() : Optional.of(card.keys().confirmed());
    }

    private Card withOwnKeyOpened() {
        return card.provisioningState() == ProvisioningState.SET_ASIDE
                ? card
                : card.withStatus(card.status(), ProvisioningState.PIN_SENT);
    }

    /** A client with both the key and an answer may have written the key. */
    private Card withKeyMaybeWritten() {
        return card.withKeys(card.keys().withPossibleWrites(card.keys().proposed() != null, false));
    }

    /** The PIN is drawn once and held, because it may be on the card. */
    private Decision decidePin(PinRequested event, DrawnValues drawn) {
        if (!template.userPinOption().isServerGenerated()) {
            return reject(RejectionReason.USERS_PIN);
        }
        Challenge shown = event.challenge();
        String what = shown == null ? "the PIN" : "the PIN, with the card's challenge " + shown.hex() + ",";
        if (card.heldPin() != null) {
            return deliver(card, InstructionType.DELIVER_PIN, null, what + " is given again");
        }
        Card held = card.withHeldPin(Objects.requireNonNull(drawn.sealedPin(), "drawn for the event"));
        Card next = withNextInstruction(held, card.unresolvedAnswers());
        return deliver(next, InstructionType.DELIVER_PIN, null, what + " is given");
    }

    private static Card withNextInstruction(Card next, int tries) {
        return next.withCounts(tries, next.instructionCount() + 1);
    }

    private Decision reject(RejectionReason reason) {
        return reject(reason, reason.description());
    }

    private Decision reject(RejectionReason reason, String why) {
        return new Decision(card, request, new Action.RejectEvent(reason), why);
    }

    private Decision deliverKey(Card next, AdminKeyRef key, String why) {
        return deliver(next, InstructionType.DELIVER_ADMIN_KEY, key, why);
    }

    /** An unchanged card means that the same was delivered before. */
    private Decision deliver(Card next, InstructionType step, @Nullable AdminKeyRef key, String why) {
        return new Decision(next, request, new Action.DeliverSecret(step, key, next.equals(card)), why);
    }
}
