package org.cardroom.processor.provisioning;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** The heap of this JVM, which runs servers too: what they have just left lying about does not count. */
final class Heap {
    private Heap() {}

    /** The least of three readings after a collection, in bytes. */
    static long used() {
        return LongStream.generate(Heap::read).limit(3).min().orElseThrow();
    }

    private static long read() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
