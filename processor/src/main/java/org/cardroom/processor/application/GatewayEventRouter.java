package org.cardroom.processor.application;

import java.util.Optional;
import org.cardroom.db.issuing.CardRepository.CardBinding;
import org.cardroom.domain.card.Card;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.GatewayDecider;

/**
 * Finds the card that a client of the HTTP API asks about, and lets it be decided. What the client read from its card has
 * to agree with what it says the card is: nothing is given for another one.
 */
final class GatewayEventRouter {
    private final TemplateCache templates;
    private final int masterVersion;

    GatewayEventRouter(TemplateCache templates, int masterVersion) {
        this.templates = templates;
        this.masterVersion = masterVersion;
    }

    DecidedEvent decide(AcceptedEvent accepted, GatewayEvent event, UnitOfWork unitOfWork) {
        Optional<CardBinding> bond = unitOfWork.findBinding(event);
        if (bond.isEmpty()) {
            return DecidedEvent.rejected(accepted, RejectionReason.UNKNOWN);
        }
        if (!bond.get()
                .equals(new CardBinding(event.subject().card(), event.subject().request()))) {
            return DecidedEvent.rejected(accepted, RejectionReason.OTHER_CARD);
        }
        return unitOfWork
                .findCard(event.subject().card())
                .filter(card -> card.id().equals(event.subject().smartcard()))
                .map(card -> decideFor(card, accepted, event, unitOfWork))
                .orElseGet(() -> rejectRetired(accepted));
    }

    private static DecidedEvent rejectRetired(AcceptedEvent accepted) {
        return DecidedEvent.rejected(accepted, RejectionReason.NOT_EXECUTING);
    }

    private DecidedEvent decideFor(Card card, AcceptedEvent accepted, GatewayEvent event, UnitOfWork unitOfWork) {
        TemplateCache.CachedTemplate cached = templates.get(card.template());
        return cached.usable() || event instanceof RequestCompletionRequested
                ? DecidedEvent.of(
                        accepted,
                        GatewayDecider.decide(
                                event, card, unitOfWork.requestOf(card), cached.template(), masterVersion))
                : DecidedEvent.rejected(accepted, RejectionReason.TEMPLATE_UNUSABLE);
    }
}
