package org.cardroom.events.message;

/** What an operator sees at a slot. */
public enum SlotState {
    /** Put a card in. */
    INSERT,
    /** A card is being worked on: leave it. */
    WORKING,
    /** Take the card out: it is issued. */
    REMOVE_ISSUED,
    /** Take the card out: it is not issued, and the reason says why. */
    REMOVE_FAILED,
    /** The reader does not work. */
    FAULT,
    /** The reader failed too often: no card is served there until it is plugged out and in again. */
    QUARANTINED
}
