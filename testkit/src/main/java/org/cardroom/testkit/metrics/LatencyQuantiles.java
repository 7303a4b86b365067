package org.cardroom.testkit.metrics;

import java.time.Duration;
import java.util.Collection;
import org.HdrHistogram.Histogram;

/** Quantiles of measured times, by nearest rank, exact to 0.01 %. Not thread-safe. */
public final class LatencyQuantiles {
    private static final int SIGNIFICANT_DIGITS = 4;

    private final Histogram micros = new Histogram(SIGNIFICANT_DIGITS);

    public static LatencyQuantiles ofMillis(Collection<Double> millis) {
        LatencyQuantiles quantiles = new LatencyQuantiles();
        millis.forEach(each -> quantiles.micros.recordValue(Math.round(1e3 * each)));
        return quantiles;
    }

    public void record(Duration time) {
        micros.recordValue(Math.round(time.toNanos() / 1e3));
    }

    public boolean isEmpty() {
        return micros.getTotalCount() == 0;
    }

    /** Returns a quantile in milliseconds, 0 if nothing was recorded; share 0.5 is the median, 1 the maximum. */
    public double millisAt(double share) {
        return micros.getValueAtPercentile(100 * share) / 1e3;
    }
}
