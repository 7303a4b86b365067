package org.cardroom.bench.load;

import java.util.List;

/** How long answers took. */
public final class LatencyQuantiles {
    private final double[] sorted;

    private LatencyQuantiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** Of these answers; there is one at least. */
    public static LatencyQuantiles of(List<SimulatedAgents.Answer> answers) {
        return ofMillis(answers.stream().map(SimulatedAgents.Answer::millis).toList());
    }

    /** Of these times; there is one at least. */
    public static LatencyQuantiles ofMillis(List<Double> millis) {
        return new LatencyQuantiles(
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /** In milliseconds, the nearest rank; 1 is the longest. */
    public double at(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
