package org.cardroom.processor.application;

import java.util.Optional;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.AuthenticationResponseRequested;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.Decision;

/** What was decided about an event; without rows where the card is nobody's. */
record DecidedEvent(AcceptedEvent accepted, Optional<Decision> decision, Action action) {
    /** As decided over rows. */
    static DecidedEvent of(AcceptedEvent accepted, Decision decision) {
        return new DecidedEvent(accepted, Optional.of(decision), decision.action());
    }

    /** Without a look at any row. */
    static DecidedEvent rejected(AcceptedEvent accepted, RejectionReason reason) {
        return new DecidedEvent(accepted, Optional.empty(), new Action.RejectEvent(reason));
    }

    /** In a few words, for the audit: what, at which agent, and who asked where somebody did. */
    String auditText() {
        String agent = accepted.event().origin().agent();
        return accepted.event() instanceof GatewayEvent event
                ? gatewayAuditText(event) + " (" + agent + ", asked by " + requester(event.subject()) + ")"
                : agentAuditText() + " (" + agent + ")";
    }

    private String agentAuditText() {
        if (action instanceof Action.InitializeBlankCard initialise) {
            return "a blank card is initialised as " + initialise.request().namedCard();
        }
        if (action instanceof Action.RecordInitialization initialised) {
            return initialised.done() ? "initialised" : "a blank card was not initialised";
        }
        return action instanceof Action.RejectEvent rejection ? "refused: " + explanation(rejection) : explanation();
    }

    /** The card that a client has may be none of ours, so what it was taken for is named, too. */
    private String gatewayAuditText(GatewayEvent event) {
        if (!(action instanceof Action.RejectEvent rejection)) {
            return explanation();
        }
        String refused = subject(event) + " refused: " + explanation(rejection);
        return decision.isPresent()
                ? refused
                : refused + ", smart card " + event.subject().smartcard() + ", request "
                        + event.subject().request();
    }

    private static String requester(GatewayEvent.RequestSubject about) {
        return about.reason() == null ? about.caller() : about.caller() + " because: " + about.reason();
    }

    private static String subject(GatewayEvent event) {
        if (event instanceof AuthenticationResponseRequested answer) {
            return answer.diversified() ? "answer under the card's own key" : "answer under the initial key";
        }
        if (event instanceof RequestCompletionRequested ended) {
            return ended.completion() == RequestCompletionRequested.CompletionKind.COMPLETED
                    ? "completion"
                    : "abandonment";
        }
        return event instanceof GatewayEvent.AdminKeyRequested ? "the card's own key" : "PIN";
    }

    private String explanation(Action.RejectEvent rejection) {
        return decision.map(Decision::explanation).orElse(rejection.reason().description());
    }

    private String explanation() {
        return decision.map(Decision::explanation).orElse("");
    }
}
