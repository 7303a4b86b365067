package org.cardroom.domain.request;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.jspecify.annotations.Nullable;

/**
 * An order to issue a card.
 * @param batch id of its batch
 * @param person the card holder
 * @param namedCard the card to issue; null for any card
 * @param station the station to issue it at; null for any
 * @param reason why the request failed
 * @param card our identifier of the bound card
 * @param attempts number of sessions so far
 * @param initialization the blank card that becomes the named card; null if there is none
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
    /** Changes the status, with a reason for a failure. */
    public IssuanceRequest transitionTo(RequestStatus next, @Nullable String why) {
        RequestStatus to = status.transitionTo(next);
        return new IssuanceRequest(
                id, batch, person, template, namedCard, station, to, why, card, attempts, initialization);
    }

    /** Binds a card and starts executing. */
    public IssuanceRequest bindTo(UUID bound) {
        RequestStatus to = status.transitionTo(RequestStatus.EXECUTING);
        return new IssuanceRequest(
                id, batch, person, template, namedCard, station, to, reason, bound, attempts, initialization);
    }

    /** Counts one more session. */
    public IssuanceRequest withAttempt() {
        return new IssuanceRequest(
                id, batch, person, template, namedCard, station, status, reason, card, attempts + 1, initialization);
    }

    /** Names the card that a blank card is initialised as. */
    public IssuanceRequest withInitialization(CardId named, BlankCardInitialization next) {
        return new IssuanceRequest(id, batch, person, template, named, station, status, reason, card, attempts, next);
    }

    /** Removes the named card and its initialisation. */
    public IssuanceRequest withoutNamedCard() {
        return new IssuanceRequest(id, batch, person, template, null, station, status, reason, card, attempts, null);
    }
}
