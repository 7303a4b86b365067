package org.cardroom.processor.restore;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;

/** What becomes of a card that the database does not know the newest of. */
sealed interface RestoreResult {
    /** Its rows are brought forward. */
    record RolledForward(Card card, IssuanceRequest request, RestoredState state) implements RestoreResult {}

    /** Nobody answers it, and why. */
    record Quarantined(String reason) implements RestoreResult {}
}
