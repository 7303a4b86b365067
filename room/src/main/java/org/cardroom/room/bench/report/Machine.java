package org.cardroom.room.bench.report;

import java.util.Locale;

/**
 * What figures are of: nothing that tells one machine from another of its kind.
 *
 * @param cores that this JVM may use
 * @param java its version
 */
record Machine(int cores, String java) {
    /** That on which this runs. */
    static Machine here() {
        return new Machine(Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
    }

    /** As a line of words. */
    String words() {
        return String.format(Locale.ROOT, "Measured in one run with %d cores and Java %s.", cores, java);
    }
}
