package org.cardroom.bench.report;

import java.util.Locale;

/**
 * The host on which a run was measured, without anything that identifies it.
 *
 * @param cores processors available to this JVM
 * @param java the Java version
 */
record HostInfo(int cores, String java) {
    /** Describes this host. */
    static HostInfo current() {
        return new HostInfo(Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
    }

    /** Returns one sentence for the report. */
    String describe() {
        return String.format(Locale.ROOT, "Measured in one run with %d cores and Java %s.", cores, java);
    }
}
