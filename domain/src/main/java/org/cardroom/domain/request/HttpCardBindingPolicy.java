package org.cardroom.domain.request;

import java.util.Optional;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.CardBindingResult.AgentsOnly;
import org.cardroom.domain.request.CardBindingResult.Bound;
import org.cardroom.domain.request.CardBindingResult.CardInUse;
import org.cardroom.domain.request.CardBindingResult.CardMismatch;
import org.cardroom.domain.request.CardBindingResult.WrongState;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the HTTP API may bind a card to a request.
 * @param kind card application of the request's template
 * @param cardId the card to bind
 * @param card the card in use under that id; null if there is none
 * @param quarantined whether the card is quarantined since a restore
 * @param namedByAnotherRequest whether another open request names the card
 */
public record HttpCardBindingPolicy(
        IssuanceRequest request,
        CardKind kind,
        CardId cardId,
        @Nullable Card card,
        boolean quarantined,
        boolean namedByAnotherRequest) {
    /** Returns the result without a new binding: an existing one or the reason for a refusal; empty to bind. */
    public Optional<CardBindingResult> findExistingOrRefusal() {
        RequestStatus status = request.status();
        boolean executing = status == RequestStatus.EXECUTING;
        if (!executing && status != RequestStatus.APPROVED) {
            return Optional.of(new WrongState(status));
        }
        if (card != null && card.request().equals(request.id())) {
            return Optional.of(card.httpSession() == null ? new WrongState(status) : new Bound(card.id()));
        }
        if (card != null || quarantined) {
            return Optional.of(new CardInUse());
        }
        if (kind == CardKind.PIV) {
            return Optional.of(new AgentsOnly());
        }
        CardId named = request.namedCard();
        if (executing || namedByAnotherRequest || (named != null && !named.equals(cardId))) {
            return Optional.of(new CardMismatch());
        }
        BlankCardInitialization initialization = request.initialization();
        return initialization == null || initialization.done() ? Optional.empty() : Optional.of(new CardInUse());
    }
}
