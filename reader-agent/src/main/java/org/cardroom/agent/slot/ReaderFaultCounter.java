package org.cardroom.agent.slot;

import org.cardroom.events.message.SlotState;

/**
 * Counts faults in a row at one reader: failures of the reader, and sessions that lost the card while it was inserted. A
 * rejected card, or one that is removed early, is not a fault. Only the slot's thread counts.
 */
final class ReaderFaultCounter {
    private final int limit;
    private int readerFailures;
    private int brokenSessions;
    private volatile boolean limitReached;

    /** @param limit the number of faults in a row that quarantines the reader; 0 for never */
    ReaderFaultCounter(int limit) {
        this.limit = limit;
    }

    /** Returns the number of failures in a row, including this one. */
    int recordReaderFailure() {
        readerFailures++;
        checkLimit(readerFailures);
        return readerFailures;
    }

    void recordReaderSuccess() {
        readerFailures = 0;
    }

    void recordSession(boolean communicationLost) {
        brokenSessions = communicationLost ? brokenSessions + 1 : 0;
        checkLimit(brokenSessions);
    }

    private void checkLimit(int count) {
        limitReached = limitReached || (limit > 0 && count >= limit);
    }

    /** Safe from any thread. */
    boolean isLimitReached() {
        return limitReached;
    }

    /** Returns the reason for {@link SlotState#QUARANTINED}. */
    String quarantineReason() {
        String what = readerFailures >= limit ? "the reader failed" : "communication with cards failed";
        return what + " " + limit + " times in a row: unplug the reader and plug it in again, or replace it";
    }
}
