package org.cardroom.domain.card;

import org.cardroom.events.card.Challenge;
import org.jspecify.annotations.Nullable;

/**
 * The last response that the HTTP API gave for a card.
 * @param lastChallenge the challenge; null before the first response, and after a restore that does not know it
 * @param diversified whether the response was computed with the card's own key
 */
public record HttpSessionState(@Nullable Challenge lastChallenge, boolean diversified) {
    /** No response yet. */
    public static final HttpSessionState INITIAL = new HttpSessionState(null, false);

    /** Whether the last response was for this challenge and under the same key. */
    public boolean isReplay(Challenge challenge, boolean underOwn) {
        return challenge.equals(lastChallenge) && diversified == underOwn;
    }
}
