package org.cardroom.events.message;

/** The type of an instruction: a change of the card under one authentication, or a delivery to an HTTP API client. */
public enum InstructionType {
    /** The administrator key is replaced. */
    PUT_KEY,
    /** The key is proven and the PIN is set if the policy has one. */
    SET_PIN,
    /** The card is asked for its part of a mutual authentication; nothing is written. */
    REQUEST_MUTUAL_AUTH,
    /** A blank card gets its files, its first key and its id. */
    INITIALISE,
    /** The client receives the card's own administrator key. */
    DELIVER_ADMIN_KEY,
    /** The client receives an authentication response. */
    DELIVER_AUTHENTICATION_RESPONSE,
    /** The client receives the PIN. */
    DELIVER_PIN,
    /** The client receives the acknowledgement that its request has ended. */
    ACKNOWLEDGE_REQUEST_END
}
