package org.cardroom.events.message;

import java.time.Duration;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageValidation;

/**
 * The clear part of an instruction: what it answers, and for whom. All of it is authenticated with the sealed body.
 *
 * @param schema the version of the contract
 * @param instruction this instruction's id
 * @param agent whom it is for
 * @param channel the encapsulated key of the channel that the body is sealed under
 * @param event the event it answers
 * @param session the insertion it is meant for
 * @param card the card it is meant for
 * @param step what it makes of the card; for a rejection, what would have been made
 * @param challenge the challenge that its response answers
 * @param lifetimeMillis how long it may be used, from the moment the agent had the challenge
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
    /** How long an instruction may be used at most: whoever waits for one waits no longer. */
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
