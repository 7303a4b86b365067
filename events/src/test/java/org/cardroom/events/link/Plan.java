package org.cardroom.events.link;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Step;

/** What the processors of a test want to be done. */
public record Plan(UUID instruction, UUID session, CardId card, Challenge challenge, Step step, Instruction told) {
    /** Under a new instruction's id. */
    public static Plan of(UUID session, CardId card, Challenge challenge, Step step, Instruction told) {
        return new Plan(Ids.next(), session, card, challenge, step, told);
    }
}
