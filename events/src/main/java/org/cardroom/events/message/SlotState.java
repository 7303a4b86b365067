package org.cardroom.events.message;

/** The state of a slot as shown to the operator. */
public enum SlotState {
    /** Insert a card. */
    INSERT,
    /** A card is being written: do not remove it. */
    WORKING,
    /** Remove the card: it is issued. */
    REMOVE_ISSUED,
    /** Remove the card: it is not issued, see the reason. */
    REMOVE_FAILED,
    /** The reader does not work. */
    FAULT,
    /** The reader failed too often and is not used until it is unplugged and plugged in again. */
    QUARANTINED
}
