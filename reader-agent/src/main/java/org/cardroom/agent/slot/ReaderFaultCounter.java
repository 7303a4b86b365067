package org.cardroom.agent.slot;

import org.cardroom.events.message.SlotState;

/**
 * Counts what went wrong in a row at one reader: failures of the reader itself, and sessions that broke while the card
 * was still in it. A card that is refused or taken out early is no fault. Counted by the slot's thread only.
 */
final class ReaderFaultCounter {
    private final int limit;
    private int readerFailures;
    private int brokenSessions;
    private volatile boolean limitReached;

    /** At this many in a row there are too many; 0 is never. */
    ReaderFaultCounter(int most) {
        this.limit = most;
    }

    /** How often in a row the reader failed now. */
    int recordReaderFailure() {
        readerFailures++;
        checkLimit(readerFailures);
        return readerFailures;
    }

    void recordReaderSuccess() {
        readerFailures = 0;
    }

    /** A session ended, broken or not. */
    void recordSession(boolean broken) {
        brokenSessions = broken ? brokenSessions + 1 : 0;
        checkLimit(brokenSessions);
    }

    private void checkLimit(int now) {
        limitReached = limitReached || (limit > 0 && now >= limit);
    }

    /** Safe from any thread. */
    boolean isLimitReached() {
        return limitReached;
    }

    /** Why there are too many, for {@link SlotState#QUARANTINED}. */
    String quarantineReason() {
        String what = readerFailures >= limit ? "the reader failed" : "cards could not be talked to";
        return what + " " + limit + " times in a row: plug the reader out and in again, or change it";
    }
}
