package org.cardroom.events.message;

/** How far an agent came with an instruction, in the order of the card writes. */
public enum InstructionProgress {
    /** No answer and no write was sent to the card. */
    NOT_STARTED,
    /** The initialisation of a blank card was being sent: first PIN, files, first key, id. */
    FILES,
    /** The authentication response was sent. */
    ANSWER,
    /** The response was accepted and the new administrator key was sent. */
    KEY,
    /** The response was accepted and the PIN was sent. */
    PIN,
    /** Everything before was accepted and the new PUK was sent. */
    PUK,
    /** The card accepted the whole instruction. */
    DONE
}
