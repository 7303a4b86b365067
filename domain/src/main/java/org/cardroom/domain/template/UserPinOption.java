package org.cardroom.domain.template;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Source of a card's PIN. JSON names as in the Certificate Management API. */
public enum UserPinOption {
    /** No PIN is set; the card keeps its own. */
    @JsonProperty("None")
    NONE,
    /** The user sets it later. */
    @JsonProperty("UserProvided")
    USER_PROVIDED,
    /** The server generates it and keeps it sealed for the PIN letter. */
    @JsonProperty("ServerDistributed")
    SERVER_DISTRIBUTED,
    /** The server generates it and does not keep it. */
    @JsonProperty("Randomized")
    RANDOMIZED,
    /** A plug-in generates it. Not supported: {@link ProfileTemplate} rejects it. */
    @JsonProperty("CustomServerDistributed")
    CUSTOM_SERVER_DISTRIBUTED;

    /** Whether the server generates the PIN. */
    public boolean isServerGenerated() {
        return this == SERVER_DISTRIBUTED || this == RANDOMIZED;
    }
}
