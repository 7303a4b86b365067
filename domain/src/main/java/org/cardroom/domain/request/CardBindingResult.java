package org.cardroom.domain.request;

import java.util.UUID;

/** Result of binding a card to a request over the HTTP API. */
public sealed interface CardBindingResult {
    /**
     * The request is executed on this card; an earlier call may have bound it.
     * @param smartcard our identifier of the card
     */
    record Bound(UUID smartcard) implements CardBindingResult {}

    /** The request does not exist. */
    record RequestNotFound() implements CardBindingResult {}

    /** The request is not Approved; or it is Executing and an agent works on this card. */
    record WrongState(RequestStatus status) implements CardBindingResult {}

    /** The card has another request, is being initialised, or is quarantined. */
    record CardInUse() implements CardBindingResult {}

    /** The request names or has another card, or another request names this card. */
    record CardMismatch() implements CardBindingResult {}

    /** The request is for a PIV card: it gets a new PUK, which only agents write. */
    record AgentsOnly() implements CardBindingResult {}
}
