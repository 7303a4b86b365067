package org.cardroom.agent.session;

import java.time.Duration;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.card.CardId;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;

/** The result of the work on an inserted card. */
sealed interface InsertionResult {
    /** Returns the result of a request that no instruction answered. */
    static InsertionResult noInstruction(InstructionFuture future) {
        boolean published = future.publication().awaitAckOrResend(Duration.ZERO);
        return published ? new NoInstruction() : new EventNotPublished(future.publication());
    }

    /** Waits for the report's delivery, then returns {@code resultIfDone} if everything was done, else the failure. */
    static InsertionResult awaitReportDelivery(
            SlotContext context,
            CardId card,
            ExecutionResult result,
            EventPublication report,
            InsertionResult resultIfDone) {
        boolean delivered = context.awaitDelivery(report);
        if (result.equals(ExecutionResult.TOO_LATE)) {
            return new NoInstruction();
        }
        if (result.progress() != InstructionProgress.DONE) {
            return Failed.fromResponse(result.response());
        }
        if (!delivered) {
            return new Failed("the agent stopped before its report was delivered");
        }
        context.journal().markDone(card);
        return resultIfDone;
    }

    record Issued() implements InsertionResult {}

    /**
     * The card is not issued, and nothing more is sent to it.
     * @param reason for the operator
     * @param communicationLost whether the card stopped answering
     */
    record Failed(String reason, boolean communicationLost) implements InsertionResult {
        Failed(String reason) {
            this(reason, false);
        }

        static Failed fromResponse(CardResponse response) {
            if (response instanceof CardResponse.Refused) {
                return new Failed("the card refused the instruction");
            }
            if (response instanceof CardResponse.Blocked) {
                return new Failed("the card is blocked");
            }
            if (response instanceof CardResponse.Unexpected unexpected) {
                return new Failed("unexpected response from the card (" + unexpected.detail() + ")");
            }
            if (response instanceof CardResponse.ProofFailed failed) {
                return new Failed("the card did not prove its key (" + failed.detail() + ")");
            }
            return response instanceof CardResponse.NotSent notSent
                    ? new Failed(notSent.reason())
                    : new Failed("the card was removed too early", true);
        }
    }

    /** Communication with the card failed before it was identified; the reason is for the operator. */
    record CardUnreachable(String reason) implements InsertionResult {}

    /** A blank card was initialised and has to be identified again. */
    record Initialized() implements InsertionResult {}

    /** No instruction came in time. */
    record NoInstruction() implements InsertionResult {}

    /** No instruction came, and the event has not been acknowledged by the broker. */
    record EventNotPublished(EventPublication event) implements InsertionResult {}
}
