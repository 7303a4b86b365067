package org.cardroom.domain.request;

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
 * @param initialization how a blank card is being made the one that it names; absent where none is
 */
public record IssuanceRequest(
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
        @Nullable BlankCardInitialization initialization) {
    /** In the next state, with a reason where it failed. */
    public IssuanceRequest transitionTo(RequestStatus next, @Nullable String why) {
        return new IssuanceRequest(
                id,
                batch,
                person,
                template,
                namedCard,
                station,
                status.transitionTo(next),
                why,
                card,
                attempts,
                initialization);
    }

    /** Bound to a card, and under way. */
    public IssuanceRequest bindTo(UUID bound) {
        return new IssuanceRequest(
                id,
                batch,
                person,
                template,
                namedCard,
                station,
                status.transitionTo(RequestStatus.EXECUTING),
                reason,
                bound,
                attempts,
                initialization);
    }

    /** Its card was put in once more. */
    public IssuanceRequest withAttempt() {
        return new IssuanceRequest(
                id, batch, person, template, namedCard, station, status, reason, card, attempts + 1, initialization);
    }

    /** Naming the card that a blank one is being made. */
    public IssuanceRequest withInitialization(CardId named, BlankCardInitialization next) {
        return new IssuanceRequest(id, batch, person, template, named, station, status, reason, card, attempts, next);
    }

    /** Naming no card any more: whatever was to be initialised for it is nobody's. */
    public IssuanceRequest withoutNamedCard() {
        return new IssuanceRequest(id, batch, person, template, null, station, status, reason, card, attempts, null);
    }
}
