package org.cardroom.agent;

import org.cardroom.agent.link.Posted;
import org.cardroom.events.message.Said;

/** How the work on a card came to its end. */
sealed interface Ending {
    /** The card is issued. */
    record Good() implements Ending {}

    /**
     * The card is not issued, and nothing more is sent to it.
     *
     * @param reason for the operator
     */
    record Bad(String reason) implements Ending {
        static Bad because(Said said) {
            if (said instanceof Said.Refused) {
                return new Bad("the card refused what it was told");
            }
            if (said instanceof Said.Blocked) {
                return new Bad("the card is blocked");
            }
            if (said instanceof Said.NotUnderstood odd) {
                return new Bad("the card's answer was not understood (" + odd.answer() + ")");
            }
            return said instanceof Said.NotAsked unasked ? new Bad(unasked.why()) : new Bad("the card left too early");
        }
    }

    /** No instruction came in time. */
    record Unanswered() implements Ending {}

    /** No instruction came, and not even the event has arrived. */
    record Unposted(Posted event) implements Ending {}
}
