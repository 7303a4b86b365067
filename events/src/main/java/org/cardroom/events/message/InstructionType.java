package org.cardroom.events.message;

/** What one instruction makes of a card, under one authentication; or what it gives to a client of the HTTP API. */
public enum InstructionType {
    /** The administrator key is replaced. */
    PUT_KEY,
    /** The key is proven, and the PIN set where the policy makes one. */
    SET_PIN,
    /** Nothing: the card is asked for what it takes to prove that it has its key. */
    REQUEST_MUTUAL_AUTH,
    /** A blank card gets its files, its first key and its id. */
    INITIALISE,
    /** Nothing: the client is given the card's own administrator key. */
    DELIVER_ADMIN_KEY,
    /** Nothing: the client is given an authentication response. */
    DELIVER_AUTHENTICATION_RESPONSE,
    /** Nothing: the client is given the PIN. */
    DELIVER_PIN,
    /** Nothing: the client is told that its request has ended. */
    ACKNOWLEDGE_REQUEST_END
}
