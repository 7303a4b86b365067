package org.cardroom.domain.request;

import java.util.UUID;

/**
 * How a blank card is being made the one that a request names.
 *
 * @param agent where
 * @param slot where there
 * @param session the insertion
 * @param instruction that told it
 * @param done whether the agent reported that the card is made
 */
public record BlankCardInitialization(String agent, String slot, UUID session, UUID instruction, boolean done) {
    /** As it was reported. */
    public BlankCardInitialization withDone() {
        return new BlankCardInitialization(agent, slot, session, instruction, true);
    }
}
