package org.cardroom.processor.restoring;

import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Request;

/** What becomes of a card that the database does not know the newest of. */
sealed interface Way {
    /** Its rows are brought forward. */
    record Brought(Card card, Request request, Standing standing) implements Way {}

    /** Nobody answers it, and why. */
    record HeldBack(String reason) implements Way {}
}
