package org.cardroom.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.cardroom.events.command.EnvironmentException;

/** Waiting with a bound. */
final class BoundedWait {
    private static final long BOUND_SECONDS = 30;

    private BoundedWait() {}

    /** Whether it comes true in half a minute. */
    private static boolean awaits(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.interrupted()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return true;
    }

    /** Waits until it comes true, or for half a minute. */
    static void awaitOrContinue(BooleanSupplier condition) {
        boolean unused = awaits(condition);
    }

    /** @throws EnvironmentException saying this if it does not come true in half a minute */
    static void awaitOrFail(BooleanSupplier condition, String otherwise) {
        if (!awaits(condition)) {
            throw new EnvironmentException(otherwise);
        }
    }
}
