package org.cardroom.domain.card;

import java.util.UUID;
import org.cardroom.events.message.InstructionType;
import org.jspecify.annotations.Nullable;

/**
 * The open session of a card, and the last instruction in it.
 *
 * @param session the insertion
 * @param agent where
 * @param journal the agent's journal then
 * @param instruction what was last sent and not yet reported; absent after the report
 * @param step of that instruction
 * @param answerUnderProposed whether its answer is under the proposed key
 */
public record OpenSession(
        UUID session,
        String agent,
        UUID journal,
        @Nullable UUID instruction,
        @Nullable InstructionType step,
        boolean answerUnderProposed) {
    /** The same session with nothing under way. */
    public OpenSession withoutPendingInstruction() {
        return new OpenSession(session, agent, journal, null, null, false);
    }

    /** The same session with this instruction under way. */
    public OpenSession withPendingInstruction(UUID next, InstructionType nextStep, boolean underProposed) {
        return new OpenSession(session, agent, journal, next, nextStep, underProposed);
    }
}
