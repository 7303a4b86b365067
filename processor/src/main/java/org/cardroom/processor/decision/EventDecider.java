package org.cardroom.processor.decision;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides every event: applies the checks that all events share, then calls the decider of the event's type. Pure.
 * @param quarantined cards whose keys are unknown since a restore; they get no instruction
 */
public record EventDecider(Set<CardId> quarantined) {
    public EventDecider {
        quarantined = Set.copyOf(quarantined);
    }

    /** The decision about the event; empty where nothing follows from it. */
    public Optional<Decision> decide(EventContext context, DrawnValues drawn) {
        CardEvent event = context.event();
        CardId id = cardOf(event);
        if (id != null && quarantined.contains(id)) {
            return rejectIfWaiting(event, RejectionReason.HELD_BACK);
        }
        if (event instanceof GatewayEvent asked) {
            return Optional.of(decideGatewayEvent(asked, context, drawn));
        }
        if (context.card() != null && isWorkedOverHttp(context.card())) {
            return rejectIfWaiting(event, RejectionReason.WORKED_BY_HTTP);
        }
        if (event instanceof CardEvent.CardInserted inserted) {
            return Optional.of(decideInsertion(inserted, context, drawn));
        }
        if (event instanceof BlankCardInserted blank) {
            return Optional.of(decideBlankCard(blank, context, drawn));
        }
        if (event instanceof StepReported report) {
            return decideReport(report, context, drawn);
        }
        return event instanceof CardChallengeFailed failed && context.card() != null && !context.isAtOtherStation()
                ? Optional.of(ChallengeFailureDecider.decide(failed, context.card(), context.requireRequest()))
                : Optional.empty();
    }

    /** The id of the card that an event concerns; null where it has none yet, or the event concerns no card's state. */
    public static @Nullable CardId cardOf(CardEvent event) {
        if (event instanceof CardEvent.CardInserted inserted) {
            return inserted.card();
        }
        if (event instanceof StepReported report) {
            return report.card();
        }
        if (event instanceof GatewayEvent asked) {
            return asked.subject().card();
        }
        return event instanceof CardChallengeFailed failed ? failed.card() : null;
    }

    private static Optional<Decision> rejectIfWaiting(CardEvent event, RejectionReason reason) {
        return event instanceof CardEvent.CardInserted || event instanceof GatewayEvent
                ? Optional.of(Decision.reject(reason))
                : Optional.empty();
    }

    /** Once it is issued or set aside, it is treated as any other card. */
    private static boolean isWorkedOverHttp(Card card) {
        return card.httpSession() != null
                && card.provisioningState() != ProvisioningState.ISSUED
                && card.provisioningState() != ProvisioningState.SET_ASIDE;
    }

    /** The card, its row and the request have to be those that the client names: nothing is delivered for another card. */
    private static Decision decideGatewayEvent(GatewayEvent event, EventContext context, DrawnValues drawn) {
        if (context.reference() != EventContext.GatewayReference.MATCH) {
            boolean unknown = context.reference() == EventContext.GatewayReference.UNKNOWN;
            return Decision.reject(unknown ? RejectionReason.UNKNOWN : RejectionReason.OTHER_CARD);
        }
        Card card = context.card();
        if (card == null || !card.id().equals(event.subject().smartcard())) {
            return Decision.reject(RejectionReason.NOT_EXECUTING);
        }
        return context.templateUsable() || event instanceof GatewayEvent.RequestCompletionRequested
                ? GatewayDecider.decide(event, card, context.requireRequest(), context.requireTemplate(), drawn)
                : Decision.reject(RejectionReason.TEMPLATE_UNUSABLE);
    }

    private static Decision decideInsertion(CardEvent.CardInserted event, EventContext context, DrawnValues drawn) {
        if (context.card() != null) {
            return decideBound(event, context, context.card(), context.requireRequest(), drawn);
        }
        if (context.request() != null) {
            return decideUnbound(event, context, context.request(), drawn);
        }
        boolean named = context.namedRequestsOpen();
        return Decision.reject(named ? RejectionReason.NOT_IN_STOCK : RejectionReason.NO_OPEN_REQUEST);
    }

    /** Binds the card to the request, unless the two do not fit: then neither changes. */
    private static Decision decideUnbound(
            CardEvent.CardInserted event, EventContext context, IssuanceRequest request, DrawnValues drawn) {
        Optional<RejectionReason> mismatch = TemplateCompatibility.findMismatch(event, context.requireTemplate());
        if (mismatch.isPresent()) {
            return Decision.reject(mismatch.get());
        }
        if (BlankCardDecider.isInitializationUnfinished(request) && context.templateUsable()) {
            return BlankCardDecider.resumeInitialization(event, context, drawn);
        }
        UUID rowId = drawn.cardRowId();
        Card card = Card.create(
                rowId, event.card(), event.kind(), request.id(), request.template(), context.formerIssuances());
        return decideBound(event, context, card, request.bindTo(rowId), drawn);
    }

    private static Decision decideBound(
            CardEvent.CardInserted event, EventContext context, Card card, IssuanceRequest request, DrawnValues drawn) {
        if (context.isAtOtherStation()) {
            return Decision.reject(RejectionReason.FOR_SOMEBODY_ELSE);
        }
        return context.templateUsable()
                ? new InsertionDecider(request, context.requireTemplate(), drawn).decide(event, card)
                : Decision.reject(RejectionReason.TEMPLATE_UNUSABLE);
    }

    private static Decision decideBlankCard(BlankCardInserted event, EventContext context, DrawnValues drawn) {
        return context.request() == null || context.templateUsable()
                ? BlankCardDecider.decideInserted(event, context.request(), drawn)
                : Decision.reject(RejectionReason.TEMPLATE_UNUSABLE);
    }

    /** A card without a row reports its initialisation. */
    private static Optional<Decision> decideReport(StepReported event, EventContext context, DrawnValues drawn) {
        IssuanceRequest request = context.request();
        if (context.card() == null) {
            return request == null ? Optional.empty() : BlankCardDecider.decideReported(event, request);
        }
        return Optional.of(new StepReportDecider(event, context.requireRequest(), context.requireTemplate(), drawn)
                .decide(context.card()));
    }
}
