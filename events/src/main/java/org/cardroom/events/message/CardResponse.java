package org.cardroom.events.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.cardroom.events.codec.MessageValidation;
import org.jspecify.annotations.Nullable;

/** The outcome of the last command that an agent sent to a card. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "response")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CardResponse.Accepted.class, name = "ACCEPTED"),
    @JsonSubTypes.Type(value = CardResponse.Refused.class, name = "REFUSED"),
    @JsonSubTypes.Type(value = CardResponse.Blocked.class, name = "BLOCKED"),
    @JsonSubTypes.Type(value = CardResponse.Removed.class, name = "CARD_REMOVED"),
    @JsonSubTypes.Type(value = CardResponse.Unexpected.class, name = "UNEXPECTED"),
    @JsonSubTypes.Type(value = CardResponse.NotSent.class, name = "NOT_SENT"),
    @JsonSubTypes.Type(value = CardResponse.ProofFailed.class, name = "PROOF_FAILED")
})
public sealed interface CardResponse {
    /** The card executed the command. */
    record Accepted() implements CardResponse {}

    /**
     * The card refused the key, PIN or PUK.
     * @param triesLeft remaining tries, if the card reports them
     */
    record Refused(@Nullable Integer triesLeft) implements CardResponse {}

    /** The card is blocked: it allows no more tries. */
    record Blocked() implements CardResponse {}

    /** The card was removed before it responded: the effect of the command is unknown. */
    record Removed() implements CardResponse {}

    /**
     * The card returned a response that the protocol does not allow here.
     * @param detail a status word or a short description, never data
     */
    record Unexpected(String detail) implements CardResponse {
        public Unexpected {
            detail = MessageValidation.sanitizeText("detail", detail);
        }
    }

    /**
     * The agent sent no command, so no try was used.
     * @param reason the reason as text
     */
    record NotSent(String reason) implements CardResponse {
        public NotSent {
            reason = MessageValidation.sanitizeText("reason", reason);
        }
    }

    /**
     * The card did not prove its key, so the agent sent it nothing more.
     * @param detail a short description of the response, never data
     */
    record ProofFailed(String detail) implements CardResponse {
        public ProofFailed {
            detail = MessageValidation.sanitizeText("detail", detail);
        }
    }
}
