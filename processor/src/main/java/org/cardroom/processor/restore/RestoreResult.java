package org.cardroom.processor.restore;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;

/** The decision on a card with outcomes missing in the database. */
sealed interface RestoreResult {
    /** Its rows are replaced by these. */
    record RolledForward(Card card, IssuanceRequest request, RestoredState state) implements RestoreResult {}

    /** Its events are refused until the reason is resolved. */
    record Quarantined(String reason) implements RestoreResult {}
}
