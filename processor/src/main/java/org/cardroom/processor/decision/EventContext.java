package org.cardroom.processor.decision;

import java.util.Objects;
import java.util.Set;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.jspecify.annotations.Nullable;

/**
 * One event and the rows that it concerns, as the earlier events of the poll left them.
 * @param stations of the agent that sent the event
 * @param card absent where the card has no row in use
 * @param request the card's; for a card without a row, the open request that it can be bound to; absent if no request is open
 * @param template of the card or the request; absent where both are
 * @param templateUsable whether the keystore has the initial key and PUK of the template
 * @param reference how the card and request that a gateway names relate to each other
 * @param formerIssuances how often the plastic was issued before it was retired
 * @param namedRequestsOpen whether an open request of the card's kind names another card
 */
public record EventContext(
        CardEvent event,
        Set<String> stations,
        @Nullable Card card,
        @Nullable IssuanceRequest request,
        @Nullable ProfileTemplate template,
        boolean templateUsable,
        GatewayReference reference,
        int formerIssuances,
        boolean namedRequestsOpen) {
    /** How the card and the request that a gateway names relate. */
    public enum GatewayReference {
        /** One of the two does not exist. */
        UNKNOWN,
        /** The card is another one, or bound to another request. */
        MISMATCH,
        MATCH
    }

    /**
     * Whether the decision may hand out a PIN that has to be drawn now. A card that gets its own key first gets its PIN at a
     * later event.
     */
    public boolean needsPin() {
        boolean drawn = card != null && card.heldPin() != null;
        boolean ended = card != null && (request == null || request.status() != RequestStatus.EXECUTING);
        if (template == null || !template.userPinOption().isServerGenerated() || drawn || ended) {
            return false;
        }
        boolean keyFirst = template.diversify() && (card == null || card.provisioningState() == ProvisioningState.NONE);
        return event instanceof CardEvent.CardInserted
                ? !keyFirst
                : event instanceof GatewayEvent.PinRequested
                        || (event instanceof CardEvent.StepReported report && report.challenge() != null);
    }

    /** Whether the request belongs to a station that the agent does not serve. */
    boolean isAtOtherStation() {
        String station = requireRequest().station();
        return station != null && !stations.contains(station);
    }

    IssuanceRequest requireRequest() {
        return Objects.requireNonNull(request, "the event's card has a request");
    }

    ProfileTemplate requireTemplate() {
        return Objects.requireNonNull(template, "a request has a template");
    }
}
