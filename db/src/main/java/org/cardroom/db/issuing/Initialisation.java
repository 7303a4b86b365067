package org.cardroom.db.issuing;

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
public record Initialisation(String agent, String slot, UUID session, UUID instruction, boolean done) {
    /** As it was reported. */
    public Initialisation reported() {
        return new Initialisation(agent, slot, session, instruction, true);
    }
}
