package org.cardroom.chaos;

import java.time.Duration;

/** Detects a run without progress, so that it ends. Used by one thread. */
final class StallDetector {
    private final Duration timeout;
    private int lastDone = -1;
    private long since;

    StallDetector(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Records the progress; returns true if there was none for longer than the timeout.
     * @param done number of ended cards and of faults done or abandoned
     * @param now nanoseconds of a monotonic clock
     */
    boolean recordProgress(int done, long now) {
        if (done != lastDone) {
            lastDone = done;
            since = now;
        }
        return now - since > timeout.toNanos();
    }
}
