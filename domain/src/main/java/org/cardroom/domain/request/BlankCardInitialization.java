package org.cardroom.domain.request;

import java.util.UUID;

/**
 * The initialisation of a blank card for a request.
 * @param agent name of the agent
 * @param slot name of the agent's slot
 * @param session id of the insertion
 * @param instruction id of the instruction to initialise
 * @param done whether the agent reported success
 */
public record BlankCardInitialization(String agent, String slot, UUID session, UUID instruction, boolean done) {
    /** Marks it as done. */
    public BlankCardInitialization withDone() {
        return new BlankCardInitialization(agent, slot, session, instruction, true);
    }
}
