package org.cardroom.processor.decision;

import java.util.Objects;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.CardResponse.Blocked;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;

/** Decides on an agent's report of an instruction. Pure. */
record StepReportDecider(StepReported event, IssuanceRequest request, ProfileTemplate template, DrawnValues drawn) {
    /** Length in bytes of each side's challenge in a mutual authentication. */
    private static final int GIDS_CHALLENGE = 16;

    /** Applies a report once: it must be of the open session and of the last instruction in it. */
    Decision decide(Card card) {
        OpenSession openSession = card.openSession();
        if (openSession == null
                || !isOfOpenInstruction(openSession)
                || card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return Decision.recordOnly(card, request, "a report that is not of the open instruction");
        }
        InstructionType step = Objects.requireNonNull(openSession.step(), "an open instruction has a step");
        if (step == InstructionType.REQUEST_MUTUAL_AUTH) {
            return afterMutualAuthRequest(card.withSession(openSession.withoutPendingInstruction()));
        }
        Card counted = withUpdatedAnswerCount(card).withSession(openSession.withoutPendingInstruction());
        Card learned = step == InstructionType.PUT_KEY
                ? afterPutKey(counted)
                : afterSetPin(counted, openSession.answerUnderProposed());
        Decision decision = event.stage() != InstructionProgress.DONE
                ? decideNotDone(learned, openSession)
                : decideDone(step, learned);
        return decision.withKeyConfirmed(
                !learned.keys().confirmed().equals(card.keys().confirmed()));
    }

    /** No answer was counted for it. A card that cannot take part in mutual authentication gets nothing else. */
    private Decision afterMutualAuthRequest(Card card) {
        CardResponse response = event.response();
        if (response instanceof CardResponse.Removed || response instanceof CardResponse.NotSent) {
            return Decision.recordOnly(card, request, "the card did not begin to prove its key");
        }
        if (event.stage() != InstructionProgress.DONE) {
            return InsertionDecider.fail(card, request, failureReason());
        }
        Challenge cards = event.challenge();
        Challenge hosts = event.hostChallenge();
        if (cards == null || hosts == null) {
            return Decision.recordOnly(card, request, "no session waits for the card's proof");
        }
        boolean gids = template.kind() == CardKind.GIDS;
        int length = gids ? GIDS_CHALLENGE : template.algorithm().blockLength();
        boolean usable = cards.length() == length && hosts.length() == length && !cards.equals(hosts);
        return usable
                ? insertionDecider().decideAfterChallenges(card)
                : InsertionDecider.fail(card, request, RejectionReason.NOT_PROVEN);
    }

    private boolean isOfOpenInstruction(OpenSession openSession) {
        return event.origin().agent().equals(openSession.agent())
                && event.session().equals(openSession.session())
                && event.instruction().equals(openSession.instruction());
    }

    /** An accepted answer resets the count, an answer that was not sent is not counted, any other stays counted. */
    private Card withUpdatedAnswerCount(Card card) {
        int unspent = event.stage() == InstructionProgress.NOT_STARTED ? 1 : 0;
        int answers = event.answerAccepted() ? 0 : card.unresolvedAnswers() - unspent;
        return card.withCounts(answers, card.instructionCount());
    }

    /** After an accepted answer the new key may be on the card: it is tried again even if it was refused before. */
    private Card afterPutKey(Card card) {
        return event.answerAccepted() && wasSent() ? card.withKeys(card.keys().withKeyWritten()) : card;
    }

    /** Whether the write was sent: an agent does not send what it cannot journal. */
    private boolean wasSent() {
        return !(event.response() instanceof CardResponse.NotSent);
    }

    private Card afterSetPin(Card card, boolean withProposed) {
        if (!event.answerAccepted()) {
            return card;
        }
        boolean puk = event.stage().compareTo(InstructionProgress.PUK) >= 0 && wasSent();
        CardKeyState keys = card.keys().withPossibleWrites(false, puk);
        return card.withKeys(withProposed ? keys.withKeyConfirmed() : keys)
                .withStatus(card.status(), ProvisioningState.KEY_CONFIRMED);
    }

    private Decision decideDone(InstructionType step, Card card) {
        return step == InstructionType.SET_PIN
                ? completeIssuance(card, request, template)
                : decideNext(card, "the key is put");
    }

    /** Decides the next instruction if the card waits with a challenge; one of a wrong length fails the request. */
    private Decision decideNext(Card card, String otherwise) {
        Challenge challenge = event.challenge();
        if (challenge == null) {
            return Decision.recordOnly(card, request, otherwise);
        }
        return challenge.length() == template.algorithm().blockLength()
                ? insertionDecider().decideNext(card)
                : InsertionDecider.fail(card, request, RejectionReason.WRONG_ALGORITHM);
    }

    private InsertionDecider insertionDecider() {
        return new InsertionDecider(request, template, drawn);
    }

    /** Issues the card: it is active, or only assigned while its user still has to choose the PIN. */
    static Decision completeIssuance(Card card, IssuanceRequest request, ProfileTemplate template) {
        boolean usersPin = template.userPinOption() == UserPinOption.USER_PROVIDED;
        Card issued = card.withStatus(usersPin ? CardStatus.ASSIGNED : CardStatus.ACTIVE, ProvisioningState.ISSUED);
        String pinForLetter = template.userPinOption() == UserPinOption.SERVER_DISTRIBUTED ? card.heldPin() : null;
        return new Decision(
                issued.withHeldPin(null),
                request.transitionTo(RequestStatus.COMPLETED, null),
                new Action.CompleteIssuance(pinForLetter),
                "issued");
    }

    private Decision decideNotDone(Card card, OpenSession openSession) {
        CardResponse response = event.response();
        if (response instanceof CardResponse.Refused refusal
                && event.stage() == InstructionProgress.ANSWER
                && !isLastAttempt(refusal)) {
            Card refused = card.withKeys(card.keys().withRefusal(openSession.answerUnderProposed()));
            return decideNext(refused, "the answer was refused");
        }
        boolean removed = response instanceof CardResponse.Removed;
        if (removed || response instanceof CardResponse.NotSent) {
            String why = removed ? "removed at " + event.stage() : "the instruction was not sent to the card";
            return Decision.recordOnly(card, request, why);
        }
        return InsertionDecider.fail(card, request, failureReason());
    }

    /** Whether only one try is left, which is never used. */
    private static boolean isLastAttempt(CardResponse.Refused refusal) {
        return refusal.triesLeft() != null && refusal.triesLeft() <= 1;
    }

    private RejectionReason failureReason() {
        if (event.response() instanceof CardResponse.Refused refusal) {
            return event.stage() == InstructionProgress.ANSWER && isLastAttempt(refusal)
                    ? RejectionReason.TRIES_SPENT
                    : RejectionReason.KEYS_REFUSED;
        }
        if (event.response() instanceof CardResponse.ProofFailed) {
            return RejectionReason.NOT_PROVEN;
        }
        return event.response() instanceof Blocked ? RejectionReason.TRIES_SPENT : RejectionReason.NOT_UNDERSTOOD;
    }
}
