package org.cardroom.testkit.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.cardroom.events.command.EnvironmentException;

/** Polls a condition or a value for a limited time. */
public final class BoundedWait {
    private static final Duration DEFAULT_BOUND = Duration.ofSeconds(30);
    private static final Duration DEFAULT_PAUSE = Duration.ofMillis(2);

    private BoundedWait() {}

    /** Polls the condition every 2 ms for at most 30 s, and returns whether it became true. */
    public static boolean until(BooleanSupplier condition) {
        return until(condition, DEFAULT_BOUND, DEFAULT_PAUSE);
    }

    /** Returns whether the condition became true within the bound; throws EnvironmentException if interrupted. */
    public static boolean until(BooleanSupplier condition, Duration bound, Duration pause) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(pause);
        }
        return true;
    }

    /** Polls the condition every 2 ms; throws EnvironmentException with this message if it is false after 30 s. */
    public static void require(BooleanSupplier condition, String message) {
        if (!until(condition)) {
            throw new EnvironmentException(message);
        }
    }

    /**
     * Polls a count until it is 0 or has not changed for a while, and returns its last value.
     * @param unchanged after so many equal values in a row the count is final
     */
    public static int untilStable(IntSupplier count, int unchanged, Duration bound, Duration pause) {
        long end = System.nanoTime() + bound.toNanos();
        int last = count.getAsInt();
        for (int equal = 0; last != 0 && equal < unchanged && System.nanoTime() - end < 0; ) {
            pause(pause);
            int next = count.getAsInt();
            equal = next == last ? equal + 1 : 0;
            last = next;
        }
        return last;
    }

    /** Returns at this {@link System#nanoTime}, without the delay of a pause; ignores interrupts. */
    public static void untilTime(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Sleeps; throws EnvironmentException if the thread is interrupted. */
    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }
}
