package org.cardroom.processor.application;

import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.Decision;

/** The audit text of a decision: what was decided, for which agent, and the caller and reason of a client's request. */
final class AuditText {
    private AuditText() {}

    static String of(CardEvent event, Decision decision) {
        String agent = event.origin().agent();
        boolean rejected = decision.action() instanceof Action.RejectEvent;
        if (!(event instanceof GatewayEvent asked)) {
            return (rejected ? "refused: " : "") + decision.explanation() + " (" + agent + ")";
        }
        GatewayEvent.RequestSubject about = asked.subject();
        String requester = about.reason() == null ? about.caller() : about.caller() + " because: " + about.reason();
        return (rejected ? rejection(asked, decision) : decision.explanation()) + " (" + agent + ", asked by "
                + requester + ")";
    }

    /** Without a row, the text names what the client took the card for. */
    private static String rejection(GatewayEvent event, Decision decision) {
        String text = subject(event) + " refused: " + decision.explanation();
        GatewayEvent.RequestSubject about = event.subject();
        return decision.card() != null
                ? text
                : text + ", smart card " + about.smartcard() + ", request " + about.request();
    }

    private static String subject(GatewayEvent event) {
        if (event instanceof GatewayEvent.AuthenticationResponseRequested answer) {
            return answer.diversified() ? "answer under the card's own key" : "answer under the initial key";
        }
        if (event instanceof GatewayEvent.RequestCompletionRequested ended) {
            return ended.completion() == CompletionKind.COMPLETED ? "completion" : "abandonment";
        }
        return event instanceof GatewayEvent.AdminKeyRequested ? "the card's own key" : "PIN";
    }
}
