package org.cardroom.room.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.cardroom.room.chaos.plan.Fault;

/** What a run tells whoever watches, each line with the seconds since it began. */
final class Says {
    private static final Duration STILLNESS = Duration.ofSeconds(10);

    private final PrintStream out;
    private final long began = System.nanoTime();
    private long last = began;
    private int tenths;

    Says(PrintStream out) {
        this.out = out;
    }

    void line(String format, Object... arguments) {
        last = System.nanoTime();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), String.format(Locale.ROOT, format, arguments));
    }

    void fault(int number, Fault fault) {
        line(
                "fault %d: %s, %.1f s",
                number, fault.kind().words(), fault.lasting().toMillis() / 1e3);
    }

    void plain(String line) {
        out.println(line);
    }

    /** A line each tenth of the way, and each ten seconds. */
    void progress(int cards, int allCards, int faults, int allFaults) {
        int now = 10 * cards / allCards;
        if (now > tenths || System.nanoTime() - last > STILLNESS.toNanos()) {
            tenths = now;
            line("%d of %d cards, %d of %d faults", cards, allCards, faults, allFaults);
        }
    }

    double seconds() {
        return Math.round((System.nanoTime() - began) / 1e8) / 10.0;
    }
}
