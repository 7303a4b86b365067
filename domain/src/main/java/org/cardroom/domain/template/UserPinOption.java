package org.cardroom.domain.template;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who makes a card's PIN. The names are those of the Certificate Management API. */
public enum UserPinOption {
    /** Nobody; the card keeps what it has. */
    @JsonProperty("None")
    NONE,
    /** The user, later. */
    @JsonProperty("UserProvided")
    USER_PROVIDED,
    /** The server, and keeps it for the PIN letter. */
    @JsonProperty("ServerDistributed")
    SERVER_DISTRIBUTED,
    /** The server, and does not keep it. */
    @JsonProperty("Randomized")
    RANDOMIZED,
    /** A plug-in: not to be had yet, and refused by name when a template is loaded. */
    @JsonProperty("CustomServerDistributed")
    CUSTOM_SERVER_DISTRIBUTED;

    /** Whether a PIN is made here and set on the card. */
    public boolean isServerGenerated() {
        return this == SERVER_DISTRIBUTED || this == RANDOMIZED;
    }
}
