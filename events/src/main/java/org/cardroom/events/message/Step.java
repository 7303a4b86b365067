package org.cardroom.events.message;

/** What one instruction makes of a card, under one authentication. */
public enum Step {
    /** The administrator key is replaced. */
    PUT_KEY,
    /** The key is proven, and the PIN set where the policy makes one. */
    SET_PIN,
    /** Nothing: the card is asked for what it takes to prove that it has its key. */
    PROVE,
    /** A blank card gets its files, its first key and its id. */
    INITIALISE
}
