package org.cardroom.events.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a card said to the last thing it was sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "said")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Said.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Said.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Said.Blocked.class, name = "blocked"),
    @JsonSubTypes.Type(value = Said.Pulled.class, name = "pulled"),
    @JsonSubTypes.Type(value = Said.NotUnderstood.class, name = "notUnderstood"),
    @JsonSubTypes.Type(value = Said.NotAsked.class, name = "notAsked"),
    @JsonSubTypes.Type(value = Said.NotProven.class, name = "notProven")
})
public sealed interface Said {
    /** It did what it was told. */
    record Accepted() implements Said {}

    /**
     * It did not take the key, PIN or PUK.
     *
     * @param triesLeft how often it may still be wrong, where the card tells
     */
    record Refused(@Nullable Integer triesLeft) implements Said {}

    /** It takes no more tries. */
    record Blocked() implements Said {}

    /** It left the reader before it answered: what it did is not known. */
    record Pulled() implements Said {}

    /**
     * It answered something that the protocol does not have here.
     *
     * @param answer what was not understood, a status word or a few words, never data
     */
    record NotUnderstood(String answer) implements Said {
        public NotUnderstood {
            answer = Checks.text("answer", answer);
        }
    }

    /**
     * The agent sent nothing, and so no try was spent.
     *
     * @param why the reason, for people
     */
    record NotAsked(String why) implements Said {
        public NotAsked {
            why = Checks.text("reason", why);
        }
    }

    /**
     * It did not prove that it has its key, and so got nothing.
     *
     * @param how what it did instead, a few words, never data
     */
    record NotProven(String how) implements Said {
        public NotProven {
            how = Checks.text("how", how);
        }
    }
}
