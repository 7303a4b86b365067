package org.cardroom.chaos.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.cardroom.chaos.plan.PlannedFault;

/** Prints the progress of a run, each line with the seconds since its start. */
public final class RunLog {
    private static final Duration MAX_SILENCE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final long start = System.nanoTime();
    private long last = start;
    private int tenths;

    public RunLog(PrintStream out) {
        this.out = out;
    }

    public void log(String format, Object... arguments) {
        last = System.nanoTime();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", elapsedSeconds(), String.format(Locale.ROOT, format, arguments));
    }

    public void logFault(int number, PlannedFault fault) {
        double seconds = fault.duration().toMillis() / 1e3;
        log("fault %d: %s, %.1f s", number, fault.kind().description(), seconds);
    }

    public void print(String line) {
        out.println(line);
    }

    /** Prints a line at each tenth of the cards, and after ten seconds without a line. */
    public void logProgress(int cards, int allCards, int faults, int allFaults) {
        int now = 10 * cards / allCards;
        if (now > tenths || System.nanoTime() - last > MAX_SILENCE.toNanos()) {
            tenths = now;
            log("%d of %d cards, %d of %d faults", cards, allCards, faults, allFaults);
        }
    }

    public double elapsedSeconds() {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    }
}
