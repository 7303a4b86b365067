package org.cardroom.agent.card;

import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.jspecify.annotations.Nullable;

/** What came of the question which card it is. */
public sealed interface CardIdentification {
    /** A card that can be worked on. */
    record Supported(SmartCard card) implements CardIdentification {}

    /**
     * A card that cannot.
     *
     * @param reason why, for the operator
     */
    record Unsupported(String reason) implements CardIdentification {}

    /**
     * A card that has yet to be made one.
     *
     * @param card the id that an earlier attempt gave it, if one did
     */
    record Blank(@Nullable CardId card, CardInitializer initialiser) implements CardIdentification {}

    /** Makes a card of a blank one. */
    interface CardInitializer {
        /**
         * Gives it its files, its first key and its id; whatever of it is there already stays, or is written again.
         *
         * @return accepted if it is a card of this id now, and so too if it was before
         */
        CardResponse initialize(CardId id, AdminKey first);
    }

    /** It left the reader before it said. */
    record Removed() implements CardIdentification {}
}
