package org.cardroom.db.issuing;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.jspecify.annotations.Nullable;

/**
 * A request's row, as far as issuing needs it.
 *
 * @param batch the manifest it came with
 * @param person whom it is for
 * @param namedCard the card that it must be issued on; absent where any will do
 * @param station where it must be issued; absent where anywhere will do
 * @param reason why it failed
 * @param card our identifier of the card that it is bound to
 * @param attempts how many sessions its card took
 * @param initialisation how a blank card is being made the one that it names; absent where none is
 */
public record Request(
        UUID id,
        UUID batch,
        String person,
        UUID template,
        @Nullable CardId namedCard,
        @Nullable String station,
        RequestStatus status,
        @Nullable String reason,
        @Nullable UUID card,
        int attempts,
        @Nullable Initialisation initialisation) {
    /** In the next state, with a reason where it failed. */
    public Request as(RequestStatus next, @Nullable String why) {
        return new Request(
                id, batch, person, template, namedCard, station, status.to(next), why, card, attempts, initialisation);
    }

    /** Bound to a card, and under way. */
    public Request boundTo(UUID bound) {
        return new Request(
                id,
                batch,
                person,
                template,
                namedCard,
                station,
                status.to(RequestStatus.EXECUTING),
                reason,
                bound,
                attempts,
                initialisation);
    }

    /** Its card was put in once more. */
    public Request tried() {
        return new Request(
                id, batch, person, template, namedCard, station, status, reason, card, attempts + 1, initialisation);
    }

    /** Naming the card that a blank one is being made. */
    public Request initialising(CardId named, Initialisation next) {
        return new Request(id, batch, person, template, named, station, status, reason, card, attempts, next);
    }

    /** Naming no card any more: whatever was to be initialised for it is nobody's. */
    Request forAnyCard() {
        return new Request(id, batch, person, template, null, station, status, reason, card, attempts, null);
    }
}
