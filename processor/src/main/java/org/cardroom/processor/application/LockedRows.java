package org.cardroom.processor.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository.CardBinding;
import org.cardroom.db.issuing.CardRepository.CardReference;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;

/**
 * The rows of events' cards, once the trip that they are locked with was run.
 *
 * @param requests that these cards are bound to
 * @param namedRequests the open requests that name these cards
 * @param bindings what gateways name by our identifiers, as far as there is such; not locked, because it stays as it is
 * @param formerIssuances the last of each plastic that was put in, in a former life
 */
record LockedRows(
        Supplier<Map<CardId, Card>> cards,
        Supplier<Map<UUID, IssuanceRequest>> requests,
        Supplier<Map<CardId, IssuanceRequest>> namedRequests,
        Supplier<Map<CardReference, CardBinding>> bindings,
        Supplier<Map<CardId, Integer>> formerIssuances) {
    /** Locks the rows of these events' cards, together with others. */
    static LockedRows lock(
            ProvisioningService.ProvisioningRepositories repositories,
            List<AcceptedEvent> arrivals,
            StatementBatch statements) {
        Set<CardId> ids = arrivals.stream()
                .map(accepted -> cardOf(accepted.event()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return new LockedRows(
                repositories.cards().lock(ids, statements),
                repositories.requests().lockByCards(ids, statements),
                repositories.requests().claimNamed(ids, statements),
                repositories.cards().findBindings(gatewayReferences(arrivals), statements),
                repositories.cards().findFormerIssuances(insertedCards(arrivals), statements));
    }

    /** Only a card that is put in may begin another life. */
    private static Set<CardId> insertedCards(List<AcceptedEvent> arrivals) {
        return arrivals.stream()
                .map(AcceptedEvent::event)
                .filter(CardInserted.class::isInstance)
                .map(event -> ((CardInserted) event).card())
                .collect(Collectors.toSet());
    }

    private static Set<CardReference> gatewayReferences(List<AcceptedEvent> arrivals) {
        return arrivals.stream()
                .map(AcceptedEvent::event)
                .filter(GatewayEvent.class::isInstance)
                .map(event -> referenceOf((GatewayEvent) event))
                .collect(Collectors.toSet());
    }

    /** What a gateway names by our identifiers. */
    static CardReference referenceOf(GatewayEvent event) {
        return new CardReference(event.subject().request(), event.subject().smartcard());
    }

    /** The card that an event is about; empty where it has no id yet, or it is about none. */
    static Optional<CardId> cardOf(CardEvent event) {
        if (event instanceof CardInserted inserted) {
            return Optional.of(inserted.card());
        }
        if (event instanceof CardChallengeFailed unfit) {
            return Optional.of(unfit.card());
        }
        if (event instanceof GatewayEvent asked) {
            return Optional.of(asked.subject().card());
        }
        return event instanceof StepReported reported ? Optional.of(reported.card()) : Optional.empty();
    }
}
