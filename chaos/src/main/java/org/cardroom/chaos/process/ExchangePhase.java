package org.cardroom.chaos.process;

/** Where a card is in its exchange, in the order of one that is left in peace. */
public enum ExchangePhase {
    /** The agent finds out what card it is, up to its challenge. */
    IDENTIFYING,
    /** The challenge is on its way, or its answer. */
    WAITING_FOR_KEY,
    /** The card has its first answer, and is given its key. */
    PUTTING_KEY,
    /** The second challenge is on its way, or its answer. */
    WAITING_FOR_PIN,
    /** The card has its second answer, and is given its PIN. */
    SETTING_PIN,
    /** The card has everything; the processors do not know it yet. */
    REPORTING
}
