package org.cardroom.agent;

import java.time.Duration;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.events.card.CardId;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;

/** How the work on a card came to its end. */
sealed interface Ending {
    /** No instruction answered this question. */
    static Ending unanswered(InstructionFuture future) {
        boolean posted = future.publication().awaitAckOrResend(Duration.ZERO);
        return posted ? new Unanswered() : new Unposted(future.publication());
    }

    /** The given one if all was done, once the report of it has arrived. */
    static Ending reported(Workplace at, CardId card, Reached reached, EventPublication report, Ending ifDone) {
        boolean delivered = at.delivered(report);
        if (reached.equals(Reporter.LATE)) {
            return new Unanswered();
        }
        if (reached.stage() != InstructionProgress.DONE) {
            return Bad.because(reached.said());
        }
        if (!delivered) {
            return new Bad("the agent ended before its report arrived");
        }
        at.journal().done(card);
        return ifDone;
    }

    /** The card is issued. */
    record Good() implements Ending {}

    /**
     * The card is not issued, and nothing more is sent to it.
     *
     * @param reason for the operator
     * @param broken whether the card could not be talked to any more
     */
    record Bad(String reason, boolean broken) implements Ending {
        Bad(String reason) {
            this(reason, false);
        }

        static Bad because(CardResponse response) {
            if (response instanceof CardResponse.Refused) {
                return new Bad("the card refused what it was told");
            }
            if (response instanceof CardResponse.Blocked) {
                return new Bad("the card is blocked");
            }
            if (response instanceof CardResponse.Unexpected odd) {
                return new Bad("the card's answer was not understood (" + odd.answer() + ")");
            }
            if (response instanceof CardResponse.ProofFailed unproven) {
                return new Bad("the card did not prove its key (" + unproven.how() + ")");
            }
            return response instanceof CardResponse.NotSent unasked
                    ? new Bad(unasked.why())
                    : new Bad("the card left too early", true);
        }
    }

    /**
     * The card could not be talked to before it was known which it is.
     *
     * @param reason for the operator
     */
    record Unknown(String reason) implements Ending {}

    /** A blank card was made one, and has to be looked at anew. */
    record Initialised() implements Ending {}

    /** No instruction came in time. */
    record Unanswered() implements Ending {}

    /** No instruction came, and not even the event has arrived. */
    record Unposted(EventPublication event) implements Ending {}
}
