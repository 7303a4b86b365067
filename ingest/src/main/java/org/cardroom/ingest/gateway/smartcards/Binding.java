package org.cardroom.ingest.gateway.smartcards;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;

/** Binds cards to requests, for good or not at all. Safe from any thread. */
public interface Binding {
    /** What became of it. */
    sealed interface Bound {
        /** It is bound, now or before: our identifier of the card. */
        record To(UUID smartcard) implements Bound {}

        /** There is no such request. */
        record Unknown() implements Bound {}

        /** The request is in a state, or worked by somebody, that does not allow it. */
        record NotNow() implements Bound {}

        /** The card is in use, is named for another request, or cannot be issued on this one. */
        record OtherCard() implements Bound {}
    }

    /** Binds this card to this request, and takes the request from Approved to Executing; the same again changes nothing. */
    Bound bind(UUID request, CardId card, Optional<Atr> atr);
}
