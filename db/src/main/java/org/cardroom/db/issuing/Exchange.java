package org.cardroom.db.issuing;

import java.util.UUID;
import org.cardroom.events.message.Step;
import org.jspecify.annotations.Nullable;

/**
 * The open session of a card, and the last instruction in it.
 *
 * @param session the insertion
 * @param agent where
 * @param journal the agent's journal then
 * @param instruction what was last sent and not yet reported; absent after the report
 * @param step of that instruction
 * @param withProposed whether its answer is under the proposed key
 */
public record Exchange(
        UUID session,
        String agent,
        UUID journal,
        @Nullable UUID instruction,
        @Nullable Step step,
        boolean withProposed) {
    /** The same session with nothing under way. */
    public Exchange reported() {
        return new Exchange(session, agent, journal, null, null, false);
    }

    /** The same session with this instruction under way. */
    public Exchange instructed(UUID next, Step nextStep, boolean underProposed) {
        return new Exchange(session, agent, journal, next, nextStep, underProposed);
    }
}
