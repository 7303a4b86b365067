package org.cardroom.events.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.cardroom.events.codec.MessageValidation;
import org.jspecify.annotations.Nullable;

/** What a card said to the last thing it was sent. */
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
    /** It did what it was told. */
    record Accepted() implements CardResponse {}

    /**
     * It did not take the key, PIN or PUK.
     *
     * @param triesLeft how often it may still be wrong, where the card tells
     */
    record Refused(@Nullable Integer triesLeft) implements CardResponse {}

    /** It takes no more tries. */
    record Blocked() implements CardResponse {}

    /** It left the reader before it answered: what it did is not known. */
    record Removed() implements CardResponse {}

    /**
     * It answered something that the protocol does not have here.
     *
     * @param answer what was not understood, a status word or a few words, never data
     */
    record Unexpected(String detail) implements CardResponse {
        public Unexpected {
            detail = MessageValidation.sanitizeText("answer", detail);
        }
    }

    /**
     * The agent sent nothing, and so no try was spent.
     *
     * @param why the reason, for people
     */
    record NotSent(String reason) implements CardResponse {
        public NotSent {
            reason = MessageValidation.sanitizeText("reason", reason);
        }
    }

    /**
     * It did not prove that it has its key, and so got nothing.
     *
     * @param how what it did instead, a few words, never data
     */
    record ProofFailed(String detail) implements CardResponse {
        public ProofFailed {
            detail = MessageValidation.sanitizeText("how", detail);
        }
    }
}
