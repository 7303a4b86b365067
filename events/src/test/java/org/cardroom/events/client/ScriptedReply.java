package org.cardroom.events.client;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionType;

/** What the processors of a test want to be done. */
public record ScriptedReply(
        UUID instruction,
        UUID session,
        CardId card,
        Challenge challenge,
        InstructionType step,
        Instruction instructionBody) {
    /** Under a new instruction's id. */
    public static ScriptedReply of(
            UUID session, CardId card, Challenge challenge, InstructionType step, Instruction told) {
        return new ScriptedReply(UuidGenerator.next(), session, card, challenge, step, told);
    }
}
