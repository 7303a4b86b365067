package org.cardroom.events.message;

import java.time.Duration;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageValidation;

/**
 * The clear part of an instruction. All of it is associated data of the sealed body.
 * @param schema the version of the contract
 * @param instruction this instruction's id
 * @param agent the recipient
 * @param channel the encapsulated key of the channel that the body is sealed under
 * @param event the event it answers
 * @param session the insertion that it is for
 * @param card the card that it is for
 * @param step the type of the instruction; for a rejection, the type that was asked for
 * @param challenge the challenge that its response answers
 * @param lifetimeMillis how long it is valid from the time the agent received the challenge, milliseconds
 */
public record InstructionEnvelope(
        int schema,
        UUID instruction,
        String agent,
        String channel,
        UUID event,
        UUID session,
        CardId card,
        InstructionType step,
        Challenge challenge,
        int lifetimeMillis) {
    /** The longest lifetime of an instruction, and so the longest wait for one. */
    public static final Duration MAX_LIFETIME = Duration.ofSeconds(4);

    public InstructionEnvelope {
        MessageValidation.requireSchema(schema, EventHeader.SCHEMA);
        MessageValidation.requirePresent("instruction id", instruction);
        MessageValidation.requireName("agent", agent);
        MessageValidation.requirePresent("channel", channel);
        MessageValidation.requirePresent("event id", event);
        MessageValidation.requirePresent("session", session);
        MessageValidation.requirePresent("card id", card);
        MessageValidation.requirePresent("step", step);
        MessageValidation.requirePresent("challenge", challenge);
    }
}
