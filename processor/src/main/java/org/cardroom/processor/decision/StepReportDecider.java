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
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;

/** Decides what an agent's report of an instruction leads to. Pure, like {@link InsertionDecider}. */
public final class StepReportDecider {
    /** Bytes that each side draws. */
    private static final int GIDS_CHALLENGE = 16;

    private StepReportDecider() {}

    /** A report applies once: it must be of the open session and of the last instruction in it. */
    public static Decision decide(
            StepReported event, Card card, IssuanceRequest request, ProfileTemplate template, int masterVersion) {
        OpenSession openSession = card.openSession();
        if (openSession == null
                || !isOfOpenInstruction(event, openSession)
                || card.provisioningState() == ProvisioningState.SET_ASIDE) {
            return recordOnly(card, request, "a report that is not of the open instruction");
        }
        InstructionType step = Objects.requireNonNull(openSession.step(), "an open instruction has a step");
        if (step == InstructionType.REQUEST_MUTUAL_AUTH) {
            return afterMutualAuthRequest(event, card.withSession(openSession.withoutPendingInstruction()), request, template);
        }
        Card counted = withUpdatedAnswerCount(event, card).withSession(openSession.withoutPendingInstruction());
        Card learned = step == InstructionType.PUT_KEY
                ? afterPutKey(event, counted)
                : afterSetPin(event, counted, openSession.answerUnderProposed());
        return event.stage() == InstructionProgress.DONE
                ? decideDone(event, step, learned, request, template, masterVersion)
                : decideNotDone(event, learned, request, template, masterVersion, openSession);
    }

    /** No try was spent on it. What takes no part in it is not trusted with anything else. */
    private static Decision afterMutualAuthRequest(
            StepReported event, Card card, IssuanceRequest request, ProfileTemplate template) {
        CardResponse response = event.response();
        if (response instanceof CardResponse.Removed || response instanceof CardResponse.NotSent) {
            return recordOnly(card, request, "the card did not come to prove its key");
        }
        if (event.stage() != InstructionProgress.DONE) {
            return InsertionDecider.fail(card, request, failureReason(event));
        }
        Challenge cards = event.challenge();
        Challenge hosts = event.hostChallenge();
        if (cards == null || hosts == null) {
            return recordOnly(card, request, "nobody waits for the card's proof");
        }
        int length = template.kind() == CardKind.GIDS
                ? GIDS_CHALLENGE
                : template.algorithm().blockLength();
        boolean usable = cards.length() == length && hosts.length() == length && !cards.equals(hosts);
        return usable
                ? InsertionDecider.decideAfterChallenges(card, request)
                : InsertionDecider.fail(card, request, RejectionReason.NOT_PROVEN);
    }

    private static boolean isOfOpenInstruction(StepReported event, OpenSession openSession) {
        return event.origin().agent().equals(openSession.agent())
                && event.session().equals(openSession.session())
                && event.instruction().equals(openSession.instruction());
    }

    /** An accepted answer clears the count, one that was never given is given back, any other stays counted. */
    private static Card withUpdatedAnswerCount(StepReported event, Card card) {
        if (event.answerAccepted()) {
            return card.withCounts(0, card.instructionCount());
        }
        boolean unspent = event.stage() == InstructionProgress.NOT_STARTED;
        return card.withCounts(card.unresolvedAnswers() - (unspent ? 1 : 0), card.instructionCount());
    }

    /** Once the answer was taken, the new key may be on the card: it is tried again even if it was refused before. */
    private static Card afterPutKey(StepReported event, Card card) {
        return event.answerAccepted() && wasSent(event) ? card.withKeys(card.keys().withKeyWritten()) : card;
    }

    /** A write that an agent could not put into its journal was not sent. */
    private static boolean wasSent(StepReported event) {
        return !(event.response() instanceof CardResponse.NotSent);
    }

    private static Card afterSetPin(StepReported event, Card card, boolean withProposed) {
        if (!event.answerAccepted()) {
            return card;
        }
        boolean puk = event.stage().compareTo(InstructionProgress.PUK) >= 0 && wasSent(event);
        CardKeyState keys = card.keys().withPossibleWrites(false, puk);
        return card.withKeys(withProposed ? keys.withKeyConfirmed() : keys)
                .withStatus(card.status(), ProvisioningState.KEY_CONFIRMED);
    }

    private static Decision decideDone(
            StepReported event,
            InstructionType step,
            Card card,
            IssuanceRequest request,
            ProfileTemplate template,
            int masterVersion) {
        if (step == InstructionType.SET_PIN) {
            return completeIssuance(card, request, template);
        }
        return decideNext(event, card, request, template, masterVersion, "the key is put");
    }

    /** Answers where the card waits with a challenge, and gives it up where that is not of its algorithm. */
    private static Decision decideNext(
            StepReported event,
            Card card,
            IssuanceRequest request,
            ProfileTemplate template,
            int masterVersion,
            String otherwise) {
        Challenge challenge = event.challenge();
        if (challenge == null) {
            return recordOnly(card, request, otherwise);
        }
        return challenge.length() == template.algorithm().blockLength()
                ? InsertionDecider.decideNext(card, request, template, masterVersion)
                : InsertionDecider.fail(card, request, RejectionReason.WRONG_ALGORITHM);
    }

    /** The card is Active, but for one whose user is still to make the PIN. */
    static Decision completeIssuance(Card card, IssuanceRequest request, ProfileTemplate template) {
        boolean usersPin = template.userPinOption() == UserPinOption.USER_PROVIDED;
        Card issued = card.withStatus(usersPin ? CardStatus.ASSIGNED : CardStatus.ACTIVE, ProvisioningState.ISSUED);
        return new Decision(
                issued, request.transitionTo(RequestStatus.COMPLETED, null), new Action.CompleteIssuance(), "issued");
    }

    private static Decision decideNotDone(
            StepReported event,
            Card card,
            IssuanceRequest request,
            ProfileTemplate template,
            int masterVersion,
            OpenSession openSession) {
        CardResponse response = event.response();
        if (response instanceof CardResponse.Refused refusal
                && event.stage() == InstructionProgress.ANSWER
                && !isLastAttempt(refusal)) {
            Card refused = card.withKeys(card.keys().withRefusal(openSession.answerUnderProposed()));
            return decideNext(event, refused, request, template, masterVersion, "the answer was refused");
        }
        if (response instanceof CardResponse.Removed || response instanceof CardResponse.NotSent) {
            return recordOnly(
                    card,
                    request,
                    response instanceof CardResponse.Removed ? "torn out at " + event.stage() : "not asked");
        }
        return InsertionDecider.fail(card, request, failureReason(event));
    }

    /** The last try that a card tells of is not spent. */
    private static boolean isLastAttempt(CardResponse.Refused refusal) {
        return refusal.triesLeft() != null && refusal.triesLeft() <= 1;
    }

    private static RejectionReason failureReason(StepReported event) {
        if (event.response() instanceof CardResponse.Refused refusal) {
            return event.stage() == InstructionProgress.ANSWER && isLastAttempt(refusal)
                    ? RejectionReason.TRIES_SPENT
                    : RejectionReason.KEYS_REFUSED;
        }
        if (event.response() instanceof CardResponse.ProofFailed) {
            return RejectionReason.NOT_PROVEN;
        }
        return event.response() instanceof CardResponse.Blocked
                ? RejectionReason.TRIES_SPENT
                : RejectionReason.NOT_UNDERSTOOD;
    }

    private static Decision recordOnly(Card card, IssuanceRequest request, String why) {
        return new Decision(card, request, new Action.RecordOnly(), why);
    }
}
