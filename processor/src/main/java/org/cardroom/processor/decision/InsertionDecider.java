package org.cardroom.processor.decision;

import java.util.Objects;
import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a card that was put in gets next. Pure: it reads and writes nothing, and holds no key.
 *
 * <p>Tries are counted before they are spent: an answer counts from before it is sent until its outcome is known. A card
 * that comes back with a key of ours has to prove it, because anybody can make another card under its id.
 */
public final class InsertionDecider {
    /** Answers without a good outcome, after which a card gets no other. */
    static final int MAX_UNRESOLVED_ANSWERS = 3;
    /** Instructions to one card: more are a card that never gets anywhere. */
    static final int MAX_INSTRUCTIONS = 16;

    private InsertionDecider() {}

    /** A card that is bound to an open request, put in. */
    public static Decision decide(
            CardInserted event, Card card, IssuanceRequest request, ProfileTemplate template, int masterVersion) {
        if (card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return reject(card, request, RejectionReason.SET_ASIDE);
        }
        if (card.status() != CardStatus.ASSIGNED || card.provisioningState() == ProvisioningState.ISSUED) {
            return reject(card, request, RejectionReason.ALREADY_ACTIVE);
        }
        if (request.status() != RequestStatus.EXECUTING || card.kind() != event.kind()) {
            return reject(card, request, RejectionReason.FOR_SOMEBODY_ELSE);
        }
        if (!matchesAlgorithm(event, template)) {
            return reject(card, request, RejectionReason.WRONG_ALGORITHM);
        }
        if (isSupersededInsertion(event, card.openSession())) {
            return new Decision(card, request, new Action.RecordOnly(), "an insertion that is over");
        }
        OpenSession session = new OpenSession(
                event.session(), event.origin().agent(), event.journal().id(), null, null, false);
        return decideNext(
                TearRecovery.applyPossibleWrites(card, event).withSession(session),
                request.withAttempt(),
                template,
                masterVersion);
    }

    /**
     * Whether the agent put the card in again since, and was heard of that first: ids are in order of time (RFC 9562,
     * 5.7). What its journal held then proves nothing of what it did later.
     */
    private static boolean isSupersededInsertion(CardInserted event, @Nullable OpenSession last) {
        return last != null
                && last.agent().equals(event.origin().agent())
                && last.journal().equals(event.journal().id())
                && event.session().compareTo(last.session()) < 0;
    }

    /** Whether the card's key is of the template's algorithm, as far as it shows. */
    static boolean matchesAlgorithm(CardInserted event, ProfileTemplate template) {
        return (event.algorithm() == null || event.algorithm() == template.algorithm())
                && event.challenge().length() == template.algorithm().blockLength();
    }

    /** What a card that waits with a fresh challenge gets. */
    static Decision decideNext(Card card, IssuanceRequest request, ProfileTemplate template, int masterVersion) {
        if (card.unresolvedAnswers() >= MAX_UNRESOLVED_ANSWERS || card.instructionCount() >= MAX_INSTRUCTIONS) {
            return fail(card, request, RejectionReason.TRIES_SPENT);
        }
        CardKeyState keys = card.keys();
        if (keys.proposed() != null && keys.keyMayBeWritten() && !keys.proposedRefused()) {
            return send(card, request, InstructionType.SET_PIN, true);
        }
        if (keys.confirmedRefused()) {
            return fail(card, request, RejectionReason.KEYS_REFUSED);
        }
        if (keys.proposed() != null) {
            return send(card, request, InstructionType.PUT_KEY, false);
        }
        if (card.provisioningState() == ProvisioningState.NONE && template.diversify()) {
            CardKeyState proposing = keys.withProposed(
                    new AdminKeyRef(masterVersion, keys.confirmed().issuance() + 1));
            return send(card.withKeys(proposing), request, InstructionType.PUT_KEY, false);
        }
        return send(
                card,
                request,
                keys.hasOwnConfirmedKey() ? InstructionType.REQUEST_MUTUAL_AUTH : InstructionType.SET_PIN,
                false);
    }

    /** What a card gets that waits with its part of an authentication both ways. */
    static Decision decideAfterChallenges(Card card, IssuanceRequest request) {
        return card.unresolvedAnswers() >= MAX_UNRESOLVED_ANSWERS || card.instructionCount() >= MAX_INSTRUCTIONS
                ? fail(card, request, RejectionReason.TRIES_SPENT)
                : send(card, request, InstructionType.SET_PIN, false);
    }

    private static Decision send(Card card, IssuanceRequest request, InstructionType step, boolean withProposed) {
        UUID instruction = UuidGenerator.next();
        OpenSession openSession = Objects.requireNonNull(card.openSession(), "a card that waits has a session");
        Card instructed = card.withStatus(card.status(), provisioningAfter(step, card))
                .withCounts(
                        card.unresolvedAnswers() + (step == InstructionType.REQUEST_MUTUAL_AUTH ? 0 : 1),
                        card.instructionCount() + 1)
                .withSession(openSession.withPendingInstruction(instruction, step, withProposed));
        String why = step + (withProposed ? " under the proposed key" : " under the confirmed key");
        return new Decision(instructed, request, new Action.SendInstruction(step, withProposed), why);
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

    static Decision reject(Card card, IssuanceRequest request, RejectionReason reason) {
        return new Decision(card, request, new Action.RejectEvent(reason), reason.description());
    }

    /** Sets the card aside: it gets no further answer, and the PIN that was held for it goes. */
    static Decision fail(Card card, IssuanceRequest request, RejectionReason reason) {
        Card aside = card.withStatus(card.status(), ProvisioningState.SET_ASIDE).withHeldPin(null);
        IssuanceRequest failed = request.transitionTo(RequestStatus.FAILED, reason.description());
        return new Decision(aside, failed, new Action.FailIssuance(reason), reason.description());
    }
}
