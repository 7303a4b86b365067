package org.cardroom.agent.session;

import java.time.Duration;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.card.CardId;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;

/** How the work on a card came to its end. */
sealed interface InsertionResult {
    /** No instruction answered this question. */
    static InsertionResult noInstruction(InstructionFuture future) {
        boolean posted = future.publication().awaitAckOrResend(Duration.ZERO);
        return posted ? new NoInstruction() : new EventNotPublished(future.publication());
    }

    /** The given one if all was done, once the report of it has arrived. */
    static InsertionResult awaitReportDelivery(
            SlotContext context,
            CardId card,
            ExecutionResult executionResult,
            EventPublication report,
            InsertionResult resultIfDone) {
        boolean delivered = context.awaitDelivery(report);
        if (executionResult.equals(CardEventPublisher.TOO_LATE)) {
            return new NoInstruction();
        }
        if (executionResult.progress() != InstructionProgress.DONE) {
            return Failed.fromResponse(executionResult.response());
        }
        if (!delivered) {
            return new Failed("the agent ended before its report arrived");
        }
        context.journal().markDone(card);
        return resultIfDone;
    }

    /** The card is issued. */
    record Issued() implements InsertionResult {}

    /**
     * The card is not issued, and nothing more is sent to it.
     *
     * @param reason for the operator
     * @param communicationLost whether the card could not be talked to any more
     */
    record Failed(String reason, boolean communicationLost) implements InsertionResult {
        Failed(String reason) {
            this(reason, false);
        }

        static Failed fromResponse(CardResponse response) {
            if (response instanceof CardResponse.Refused) {
                return new Failed("the card refused what it was told");
            }
            if (response instanceof CardResponse.Blocked) {
                return new Failed("the card is blocked");
            }
            if (response instanceof CardResponse.Unexpected odd) {
                return new Failed("the card's answer was not understood (" + odd.detail() + ")");
            }
            if (response instanceof CardResponse.ProofFailed unproven) {
                return new Failed("the card did not prove its key (" + unproven.detail() + ")");
            }
            return response instanceof CardResponse.NotSent unasked
                    ? new Failed(unasked.reason())
                    : new Failed("the card left too early", true);
        }
    }

    /**
     * The card could not be talked to before it was known which it is.
     *
     * @param reason for the operator
     */
    record CardUnreachable(String reason) implements InsertionResult {}

    /** A blank card was made one, and has to be looked at anew. */
    record Initialized() implements InsertionResult {}

    /** No instruction came in time. */
    record NoInstruction() implements InsertionResult {}

    /** No instruction came, and not even the event has arrived. */
    record EventNotPublished(EventPublication event) implements InsertionResult {}
}
