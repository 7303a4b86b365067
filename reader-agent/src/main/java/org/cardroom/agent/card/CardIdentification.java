package org.cardroom.agent.card;

import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.jspecify.annotations.Nullable;

/** The result of identifying a card. */
public sealed interface CardIdentification {
    /** A supported card. */
    record Supported(SmartCard card) implements CardIdentification {}

    /** An unsupported card, and the reason for the operator. */
    record Unsupported(String reason) implements CardIdentification {}

    /** A blank card, which has to be initialised, and the id that an earlier attempt wrote, if any. */
    record Blank(@Nullable CardId card, CardInitializer initializer) implements CardIdentification {}

    /** Initialises a blank card. */
    interface CardInitializer {
        /**
         * Writes the files, the first key and the id. What an earlier attempt wrote is kept or written again.
         * @return accepted if the card has this id now, also if it had it before
         */
        CardResponse initialize(CardId id, AdminKey first);
    }

    /** The card was removed before it was identified. */
    record Removed() implements CardIdentification {}
}
