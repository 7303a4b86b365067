package org.cardroom.processor.restore;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;

/** The decision on a card with outcomes missing in the database. */
sealed interface RestoreResult {
    /** Its rows are replaced by these. */
    record RolledForward(Card card, IssuanceRequest request, RestoredState state) implements RestoreResult {}

    /** Its events are refused until the reason is resolved. */
    record Quarantined(String reason) implements RestoreResult {}

    /** The state of a card that was rolled forward. */
    enum RestoredState {
        /** Issued, without a PIN letter. */
        ISSUED("issued"),
        /** Issued, but the sealed PIN of its letter was in the database only. */
        LETTER_LOST("issued, but its letter is lost: insert it again for a new PIN and letter"),
        /** Provisioning was not finished. */
        IN_PROGRESS("in progress: insert it again"),
        /** Its request failed. */
        SET_ASIDE("set aside");

        private final String description;

        RestoredState(String description) {
            this.description = description;
        }

        /** Returns the text for the operator. */
        public String description() {
            return description;
        }
    }
}
