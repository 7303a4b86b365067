package org.cardroom.chaos.process;

/** The phases of an undisturbed card, in order. */
public enum ExchangePhase {
    /** The agent identifies the card and reads its challenge. */
    IDENTIFYING,
    /** The agent waits for the first instruction. */
    WAITING_FOR_KEY,
    /** The card has its first response and receives its key. */
    PUTTING_KEY,
    /** The agent waits for the second instruction. */
    WAITING_FOR_PIN,
    /** The card has its second response and receives its PIN. */
    SETTING_PIN,
    /** The card is complete; the processors have not received the report. */
    REPORTING;

    /** Whether the agent waits for an instruction. */
    public boolean isWaiting() {
        return this == WAITING_FOR_KEY || this == WAITING_FOR_PIN;
    }
}
