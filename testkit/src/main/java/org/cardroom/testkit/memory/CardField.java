package org.cardroom.testkit.memory;

/** The cells of a card's memory: what it is, what it keeps, and how it was made to behave. */
public enum CardField {
    KIND,
    ID,
    ATR,
    SERIAL,
    VERSION,
    BLANK,
    FILES,
    OBJECTS,
    CHECKS_KCV,
    ALGORITHM,
    KEY,
    KEY_WRITES,
    KEY_WRITE_TEARS,
    ADMIN_REFUSALS,
    ADMIN_REFUSALS_EVER,
    ADMIN_LIMIT,
    PIN,
    PIN_LEFT,
    PIN_LIMIT,
    PIN_WRITES,
    PUK,
    PUK_LEFT,
    PUK_LIMIT,
    PUK_WRITES,
    NO_EXTENSIONS,
    NO_CHUID,
    CHALLENGE
}
