package org.cardroom.testkit.operator;

import java.time.Duration;
import org.cardroom.testkit.metrics.LatencyQuantiles;
import org.jspecify.annotations.Nullable;

/** Counts and times of virtual operators. Thread-safe. */
public final class OperatorMetrics {
    /** The answers for the first cards do not count: JVM and caches warm up. */
    private static final int WARM_UP_CARDS = 10;

    private final LatencyQuantiles answers = new LatencyQuantiles();
    private int inserted;
    private int issued;
    private int notIssued;
    private long firstInsertion;
    private long lastRemoval;

    /** Returns the number of this insertion, from 1. */
    public synchronized int recordInsertion() {
        if (inserted == 0) {
            firstInsertion = System.nanoTime();
        }
        return ++inserted;
    }

    public synchronized void recordRemoval(boolean wasIssued) {
        issued += wasIssued ? 1 : 0;
        notIssued += wasIssued ? 0 : 1;
        lastRemoval = System.nanoTime();
    }

    /** Records the time of an answer for the insertion with this number. */
    public synchronized void recordAnswer(int insertion, Duration took) {
        if (insertion > WARM_UP_CARDS) {
            answers.record(took);
        }
    }

    public synchronized int issuedCount() {
        return issued;
    }

    public synchronized int notIssuedCount() {
        return notIssued;
    }

    /** Issued cards a minute, from the first insertion to the last removal; 0 if none was issued. */
    public synchronized double cardsPerMinute() {
        double minutes = (lastRemoval - firstInsertion) / 60e9;
        return issued == 0 || minutes <= 0 ? 0 : Math.round(10 * issued / minutes) / 10.0;
    }

    /** Quantiles of the answer times; null if nothing was measured. */
    public synchronized @Nullable LatencyMillis answerMillis() {
        return answers.isEmpty() ? null : new LatencyMillis(at(0.5), at(0.9), at(0.99), at(1));
    }

    private double at(double share) {
        return Math.round(100 * answers.millisAt(share)) / 100.0;
    }

    /** Milliseconds, rounded to two decimal places. */
    public record LatencyMillis(double p50, double p90, double p99, double max) {}
}
