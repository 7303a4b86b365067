package org.cardroom.agent.card;

import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.jspecify.annotations.Nullable;

/** What came of the question which card it is. */
public sealed interface Identification {
    /** A card that can be worked on. */
    record Known(SmartCard card) implements Identification {}

    /**
     * A card that cannot.
     *
     * @param reason why, for the operator
     */
    record Refused(String reason) implements Identification {}

    /**
     * A card that has yet to be made one.
     *
     * @param card the id that an earlier attempt gave it, if one did
     */
    record Blank(@Nullable CardId card, Initialiser initialiser) implements Identification {}

    /** Makes a card of a blank one. */
    interface Initialiser {
        /**
         * Gives it its files, its first key and its id; whatever of it is there already stays, or is written again.
         *
         * @return accepted if it is a card of this id now, and so too if it was before
         */
        CardResponse initialise(CardId id, AdminKey first);
    }

    /** It left the reader before it said. */
    record Gone() implements Identification {}
}
