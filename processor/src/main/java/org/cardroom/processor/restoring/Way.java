package org.cardroom.processor.restoring;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;

/** What becomes of a card that the database does not know the newest of. */
sealed interface Way {
    /** Its rows are brought forward. */
    record Brought(Card card, IssuanceRequest request, Standing standing) implements Way {}

    /** Nobody answers it, and why. */
    record HeldBack(String reason) implements Way {}
}
