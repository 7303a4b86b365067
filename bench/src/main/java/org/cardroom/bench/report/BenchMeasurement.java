package org.cardroom.bench.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One measured value, and a value of the same run to compare it with.
 * @param name unique in the report
 * @param unit the unit of both values
 * @param comparison such as the baseline; may be null
 * @param target may be null
 */
public record BenchMeasurement(
        String name,
        String unit,
        double value,
        @Nullable Comparison comparison,
        @Nullable Target target) {
    /** A named value for comparison, in the same unit. */
    public record Comparison(String name, double value) {}

    /**
     * The bound for the ratio if there is a comparison, else for the value.
     * @param atLeast true for a lower bound, false for an upper bound
     */
    public record Target(boolean atLeast, double bound) {
        private boolean isReachedBy(double measured) {
            return atLeast ? measured >= bound : measured <= bound;
        }
    }

    /** Creates a measurement without comparison and target. */
    public static BenchMeasurement of(String name, String unit, double value) {
        return new BenchMeasurement(name, unit, value, null, null);
    }

    /** Returns a copy that is compared with this value. */
    public BenchMeasurement comparedWith(String other, double otherValue) {
        return new BenchMeasurement(name, unit, value, new Comparison(other, otherValue), target);
    }

    /** Returns a copy with a lower bound as its target. */
    public BenchMeasurement atLeast(double bound) {
        return new BenchMeasurement(name, unit, value, comparison, new Target(true, bound));
    }

    /** Returns a copy with an upper bound as its target. */
    public BenchMeasurement atMost(double bound) {
        return new BenchMeasurement(name, unit, value, comparison, new Target(false, bound));
    }

    /** Returns value divided by comparison; empty without comparison, or if that is zero. */
    public Optional<Double> ratio() {
        return comparison == null || comparison.value == 0 ? Optional.empty() : Optional.of(value / comparison.value);
    }

    /** Whether the target is reached; empty without target. */
    public Optional<Boolean> reached() {
        return target == null ? Optional.empty() : Optional.of(target.isReachedBy(ratio().orElse(value)));
    }
}
