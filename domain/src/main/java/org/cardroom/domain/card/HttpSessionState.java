package org.cardroom.domain.card;

import org.cardroom.events.card.Challenge;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a card that is worked over the HTTP API.
 *
 * @param lastChallenge the last challenge that was answered; absent before the first, or where a restore does not know it
 * @param diversified whether that answer was under the card's own key
 */
public record HttpSessionState(@Nullable Challenge lastChallenge, boolean diversified) {
    /** Nothing was answered yet. */
    public static final HttpSessionState INITIAL = new HttpSessionState(null, false);

    /** Whether this challenge was the last that was answered, and under the same key. */
    public boolean isReplay(Challenge challenge, boolean underOwn) {
        return challenge.equals(lastChallenge) && diversified == underOwn;
    }
}
