package org.cardroom.agent;

import org.cardroom.events.message.SlotState;

/**
 * Counts what went wrong in a row at one reader: failures of the reader itself, and sessions that broke while the card
 * was still in it. A card that is refused or taken out early is no fault. Counted by the slot's thread only.
 */
final class Faults {
    private final int most;
    private int failures;
    private int sessions;
    private volatile boolean tooMany;

    /** At this many in a row there are too many; 0 is never. */
    Faults(int most) {
        this.most = most;
    }

    /** How often in a row the reader failed now. */
    int readerFailed() {
        failures++;
        check(failures);
        return failures;
    }

    void readerWorks() {
        failures = 0;
    }

    /** A session ended, broken or not. */
    void ended(boolean broken) {
        sessions = broken ? sessions + 1 : 0;
        check(sessions);
    }

    private void check(int now) {
        tooMany = tooMany || (most > 0 && now >= most);
    }

    /** Safe from any thread. */
    boolean areTooMany() {
        return tooMany;
    }

    /** Why there are too many, for {@link SlotState#QUARANTINED}. */
    String words() {
        String what = failures >= most ? "the reader failed" : "cards could not be talked to";
        return what + " " + most + " times in a row: plug the reader out and in again, or change it";
    }
}
