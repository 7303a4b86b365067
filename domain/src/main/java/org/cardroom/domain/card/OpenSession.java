package org.cardroom.domain.card;

import java.util.UUID;
import org.cardroom.events.message.InstructionType;
import org.jspecify.annotations.Nullable;

/**
 * The open session of a card and its pending instruction.
 * @param session id of the insertion
 * @param agent name of the agent
 * @param journal id of the agent's write journal
 * @param instruction id of the pending instruction; null after its report
 * @param step type of the pending instruction
 * @param answerUnderProposed whether its response is computed with the proposed key
 */
public record OpenSession(
        UUID session,
        String agent,
        UUID journal,
        @Nullable UUID instruction,
        @Nullable InstructionType step,
        boolean answerUnderProposed) {
    /** Clears the pending instruction. */
    public OpenSession withoutPendingInstruction() {
        return new OpenSession(session, agent, journal, null, null, false);
    }

    /** Replaces the pending instruction. */
    public OpenSession withPendingInstruction(UUID next, InstructionType nextStep, boolean underProposed) {
        return new OpenSession(session, agent, journal, next, nextStep, underProposed);
    }
}
