package org.cardroom.processor.decision;

import java.util.Objects;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instruction an inserted card gets next. Pure.
 *
 * <p>An answer is counted before it is sent, until its result is known. A card with a confirmed key has to prove it by
 * mutual authentication, because anyone can produce another card with the same id.
 */
record InsertionDecider(IssuanceRequest request, ProfileTemplate template, DrawnValues drawn) {
    /** How many answers without a good result a card gets. */
    static final int MAX_UNRESOLVED_ANSWERS = 3;
    /** How many instructions a card gets in an issuance: a card that needs more makes no progress. */
    static final int MAX_INSTRUCTIONS_PER_CARD = 16;

    /** Decides on an inserted card that is bound to the request. */
    Decision decide(CardInserted event, Card card) {
        if (card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return Decision.reject(card, request, RejectionReason.SET_ASIDE);
        }
        if (card.status() != CardStatus.ASSIGNED || card.provisioningState() == ProvisioningState.ISSUED) {
            return Decision.reject(card, request, RejectionReason.ALREADY_ACTIVE);
        }
        if (request.status() != RequestStatus.EXECUTING || card.kind() != event.kind()) {
            return Decision.reject(card, request, RejectionReason.FOR_SOMEBODY_ELSE);
        }
        if (!matchesAlgorithm(event, template)) {
            return Decision.reject(card, request, RejectionReason.WRONG_ALGORITHM);
        }
        if (isSupersededInsertion(event, card.openSession())) {
            return Decision.recordOnly(card, request, "an insertion that is over");
        }
        OpenSession session = new OpenSession(
                event.session(), event.origin().agent(), event.journal().id(), null, null, false);
        return new InsertionDecider(request.withAttempt(), template, drawn)
                .decideNext(TearRecovery.applyPossibleWrites(card, event).withSession(session));
    }

    /**
     * Whether a later insertion at the same agent was processed first: session ids are in order of time (RFC 9562, 5.7). The
     * journal of the earlier insertion proves nothing about the later one.
     */
    private static boolean isSupersededInsertion(CardInserted event, @Nullable OpenSession last) {
        return last != null
                && last.agent().equals(event.origin().agent())
                && last.journal().equals(event.journal().id())
                && event.session().compareTo(last.session()) < 0;
    }

    /** Whether the card's key has the template's algorithm, as far as the card shows it. */
    static boolean matchesAlgorithm(CardInserted event, ProfileTemplate template) {
        return (event.algorithm() == null || event.algorithm() == template.algorithm())
                && event.challenge().length() == template.algorithm().blockLength();
    }

    /** Decides the next instruction of a card that waits with a new challenge. */
    Decision decideNext(Card card) {
        if (isLimitReached(card)) {
            return fail(card, request, RejectionReason.TRIES_SPENT);
        }
        CardKeyState keys = card.keys();
        if (keys.proposed() != null && keys.keyMayBeWritten() && !keys.proposedRefused()) {
            return send(card, InstructionType.SET_PIN, true);
        }
        if (keys.confirmedRefused()) {
            return fail(card, request, RejectionReason.KEYS_REFUSED);
        }
        if (keys.proposed() != null) {
            return send(card, InstructionType.PUT_KEY, false);
        }
        if (card.provisioningState() == ProvisioningState.NONE && template.diversify()) {
            CardKeyState proposing = keys.withProposed(
                    new AdminKeyRef(drawn.masterVersion(), keys.confirmed().issuance() + 1));
            return send(card.withKeys(proposing), InstructionType.PUT_KEY, false);
        }
        boolean mutual = keys.hasOwnConfirmedKey();
        return send(card, mutual ? InstructionType.REQUEST_MUTUAL_AUTH : InstructionType.SET_PIN, false);
    }

    /** Decides the next instruction of a card that waits with its part of a mutual authentication. */
    Decision decideAfterChallenges(Card card) {
        return isLimitReached(card)
                ? fail(card, request, RejectionReason.TRIES_SPENT)
                : send(card, InstructionType.SET_PIN, false);
    }

    private static boolean isLimitReached(Card card) {
        return card.unresolvedAnswers() >= MAX_UNRESOLVED_ANSWERS
                || card.instructionCount() >= MAX_INSTRUCTIONS_PER_CARD;
    }

    private Decision send(Card card, InstructionType step, boolean withProposed) {
        OpenSession openSession = Objects.requireNonNull(card.openSession(), "a card that waits has a session");
        Card instructed = withSecretsChosen(card, step)
                .withStatus(card.status(), provisioningAfter(step, card))
                .withCounts(
                        card.unresolvedAnswers() + (step == InstructionType.REQUEST_MUTUAL_AUTH ? 0 : 1),
                        card.instructionCount() + 1)
                .withSession(openSession.withPendingInstruction(drawn.instructionId(), step, withProposed));
        String why = step + (withProposed ? " under the proposed key" : " under the confirmed key");
        return new Decision(instructed, request, new Action.SendInstruction(step, withProposed), why);
    }

    /** Records the PIN that the instruction sets and, with the first instruction, the version of the card's new PUK. */
    private Card withSecretsChosen(Card card, InstructionType step) {
        boolean setsPin =
                step == InstructionType.SET_PIN && template.userPinOption().isServerGenerated();
        Card held = setsPin && card.heldPin() == null
                ? card.withHeldPin(Objects.requireNonNull(drawn.sealedPin(), "drawn for the event"))
                : card;
        boolean choosesPuk = step != InstructionType.REQUEST_MUTUAL_AUTH
                && template.initialPuk() != null
                && card.keys().pukVersion() == 0;
        return choosesPuk ? held.withKeys(held.keys().withPukVersion(drawn.masterVersion())) : held;
    }

    private static ProvisioningState provisioningAfter(InstructionType step, Card card) {
        return switch (step) {
            case PUT_KEY -> ProvisioningState.KEY_PROPOSED;
            case SET_PIN -> ProvisioningState.PIN_SENT;
            case REQUEST_MUTUAL_AUTH,
                    INITIALISE,
                    DELIVER_ADMIN_KEY,
                    DELIVER_AUTHENTICATION_RESPONSE,
                    DELIVER_PIN,
                    ACKNOWLEDGE_REQUEST_END -> card.provisioningState();
        };
    }

    /** Sets the card aside: it gets no further answer, and its held PIN is deleted. */
    static Decision fail(Card card, IssuanceRequest request, RejectionReason reason) {
        Card aside = card.withStatus(card.status(), ProvisioningState.SET_ASIDE).withHeldPin(null);
        IssuanceRequest failed = request.transitionTo(RequestStatus.FAILED, reason.description());
        return new Decision(aside, failed, new Action.FailIssuance(reason), reason.description());
    }
}
