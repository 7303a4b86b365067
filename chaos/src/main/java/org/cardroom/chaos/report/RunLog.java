package org.cardroom.chaos.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.cardroom.chaos.plan.PlannedFault;

/** What a run tells whoever watches, each line with the seconds since it began. */
public final class RunLog {
    private static final Duration STILLNESS = Duration.ofSeconds(10);

    private final PrintStream out;
    private final long began = System.nanoTime();
    private long last = began;
    private int tenths;

    public RunLog(PrintStream out) {
        this.out = out;
    }

    public void log(String format, Object... arguments) {
        last = System.nanoTime();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", elapsedSeconds(), String.format(Locale.ROOT, format, arguments));
    }

    public void logFault(int number, PlannedFault fault) {
        log(
                "fault %d: %s, %.1f s",
                number, fault.kind().description(), fault.duration().toMillis() / 1e3);
    }

    public void print(String line) {
        out.println(line);
    }

    /** A line each tenth of the way, and each ten seconds. */
    public void logProgress(int cards, int allCards, int faults, int allFaults) {
        int now = 10 * cards / allCards;
        if (now > tenths || System.nanoTime() - last > STILLNESS.toNanos()) {
            tenths = now;
            log("%d of %d cards, %d of %d faults", cards, allCards, faults, allFaults);
        }
    }

    public double elapsedSeconds() {
        return Math.round((System.nanoTime() - began) / 1e8) / 10.0;
    }
}
