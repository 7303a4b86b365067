package org.cardroom.bench.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One measured value, and what it is looked at beside; both of the same run.
 *
 * @param name that no other figure of the report has
 * @param unit of the value and of what stands beside it
 * @param comparison what it is compared with, such as the floor; null where it stands alone
 * @param target what is to be reached; null where nothing is
 */
public record BenchMeasurement(
        String name,
        String unit,
        double value,
        @Nullable Comparison comparison,
        @Nullable Target target) {
    /** What a value is compared with, in its unit. */
    public record Comparison(String name, double value) {}

    /**
     * What is to be reached: by the ratio where there is something beside it, else by the value itself.
     *
     * @param atLeast true where more is better
     */
    public record Target(boolean atLeast, double bound) {
        private boolean isReachedBy(double measured) {
            return atLeast ? measured >= bound : measured <= bound;
        }
    }

    /** One that stands alone, with nothing to reach. */
    public static BenchMeasurement of(String name, String unit, double value) {
        return new BenchMeasurement(name, unit, value, null, null);
    }

    /** The same beside this one. */
    public BenchMeasurement beside(String what, double other) {
        return new BenchMeasurement(name, unit, value, new Comparison(what, other), target);
    }

    /** The same, to be this or more. */
    public BenchMeasurement atLeast(double bound) {
        return new BenchMeasurement(name, unit, value, comparison, new Target(true, bound));
    }

    /** The same, to be this or less. */
    public BenchMeasurement atMost(double bound) {
        return new BenchMeasurement(name, unit, value, comparison, new Target(false, bound));
    }

    /** Value to what stands beside it; empty where it stands alone, or that is zero. */
    public Optional<Double> ratio() {
        return comparison == null || comparison.value == 0 ? Optional.empty() : Optional.of(value / comparison.value);
    }

    /** Whether the target is reached; empty where there is none. */
    public Optional<Boolean> reached() {
        return target == null ? Optional.empty() : Optional.of(target.isReachedBy(ratio().orElse(value)));
    }
}
