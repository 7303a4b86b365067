package org.cardroom.chaos;

import java.time.Duration;

/** Notices that a run gets no further, so that none goes on for ever. Used by one thread. */
final class StallDetector {
    private final Duration most;
    private int before = -1;
    private long since;

    /** One that waits so long for something to be done. */
    StallDetector(Duration most) {
        this.most = most;
    }

    /**
     * Whether nothing was done for that long.
     *
     * @param done how much was done so far: cards ended, faults done or given up
     * @param now nanoseconds of any clock
     */
    boolean recordProgress(int done, long now) {
        if (done != before) {
            before = done;
            since = now;
        }
        return now - since > most.toNanos();
    }
}
