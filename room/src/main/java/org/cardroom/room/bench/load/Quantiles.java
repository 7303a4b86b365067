package org.cardroom.room.bench.load;

import java.util.List;

/** How long answers took. */
final class Quantiles {
    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** Of these answers; there is one at least. */
    static Quantiles of(List<Crowd.Answer> answers) {
        return ofMillis(answers.stream().map(Crowd.Answer::millis).toList());
    }

    /** Of these times; there is one at least. */
    static Quantiles ofMillis(List<Double> millis) {
        return new Quantiles(
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /** In milliseconds, the nearest rank; 1 is the longest. */
    double at(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
