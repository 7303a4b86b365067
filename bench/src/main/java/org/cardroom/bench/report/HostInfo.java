package org.cardroom.bench.report;

import java.util.Locale;

/**
 * What figures are of: nothing that tells one machine from another of its kind.
 *
 * @param cores that this JVM may use
 * @param java its version
 */
record HostInfo(int cores, String java) {
    /** That on which this runs. */
    static HostInfo current() {
        return new HostInfo(Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
    }

    /** As a line of words. */
    String describe() {
        return String.format(Locale.ROOT, "Measured in one run with %d cores and Java %s.", cores, java);
    }
}
