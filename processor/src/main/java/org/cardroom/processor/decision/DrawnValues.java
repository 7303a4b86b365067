package org.cardroom.processor.decision;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.jspecify.annotations.Nullable;

/**
 * The random and key-dependent values that a decision may use, drawn before it so that deciding stays pure. Unused values
 * are discarded.
 * @param instructionId of the instruction that answers the event
 * @param cardRowId of the row of a card that has none yet
 * @param newCardId the id that a blank card may get; absent for other events
 * @param masterVersion the current master key version, for new keys and PUKs
 * @param sealedPin a new PIN, sealed for the card's row; absent unless {@link EventContext#needsPin}
 */
public record DrawnValues(
        UUID instructionId,
        UUID cardRowId,
        @Nullable CardId newCardId,
        int masterVersion,
        @Nullable String sealedPin) {}
