package org.cardroom.processor.provisioning;

import java.util.Optional;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.AuthenticationResponseRequested;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.provisioning.Arrival.Genuine;

/** What was decided about an event; without rows where the card is nobody's. */
record Decided(Genuine arrival, Optional<Decision> decision, Move move) {
    /** As decided over rows. */
    static Decided of(Genuine arrival, Decision decision) {
        return new Decided(arrival, Optional.of(decision), decision.move());
    }

    /** Without a look at any row. */
    static Decided refused(Genuine arrival, RejectionReason reason) {
        return new Decided(arrival, Optional.empty(), new Move.Refuse(reason));
    }

    /** In a few words, for the audit: what, at which agent, and who asked where somebody did. */
    String what() {
        String agent = arrival.event().origin().agent();
        return arrival.event() instanceof GatewayEvent event
                ? asked(event) + " (" + agent + ", asked by " + who(event.about()) + ")"
                : told() + " (" + agent + ")";
    }

    private String told() {
        if (move instanceof Move.Initialise initialise) {
            return "a blank card is initialised as " + initialise.request().namedCard();
        }
        if (move instanceof Move.Initialised initialised) {
            return initialised.done() ? "initialised" : "a blank card was not initialised";
        }
        return move instanceof Move.Refuse refuse ? "refused: " + why(refuse) : why();
    }

    /** The card that a client has may be none of ours, so what it was taken for is named, too. */
    private String asked(GatewayEvent event) {
        if (!(move instanceof Move.Refuse refuse)) {
            return why();
        }
        String refused = noun(event) + " refused: " + why(refuse);
        return decision.isPresent()
                ? refused
                : refused + ", smart card " + event.about().smartcard() + ", request "
                        + event.about().request();
    }

    private static String who(GatewayEvent.RequestSubject about) {
        return about.reason() == null ? about.caller() : about.caller() + " because: " + about.reason();
    }

    private static String noun(GatewayEvent event) {
        if (event instanceof AuthenticationResponseRequested answer) {
            return answer.diversified() ? "answer under the card's own key" : "answer under the initial key";
        }
        if (event instanceof RequestCompletionRequested ended) {
            return ended.how() == RequestCompletionRequested.CompletionKind.COMPLETED ? "completion" : "abandonment";
        }
        return event instanceof GatewayEvent.AdminKeyRequested ? "the card's own key" : "PIN";
    }

    private String why(Move.Refuse refuse) {
        return decision.map(Decision::why).orElse(refuse.reason().description());
    }

    private String why() {
        return decision.map(Decision::why).orElse("");
    }
}
