package org.cardroom.demo.issuance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operators saw: when cards went in and out, how long answers took. Safe from any thread. */
public final class DemoMetrics {
    /** Cards whose answers are not counted: everything is still warming up. */
    private static final int WARMING = 10;

    private final List<Duration> answers = new ArrayList<>();
    private int inserted;
    private int good;
    private int bad;
    private long firstInsertion;
    private long lastRemoval;

    synchronized int recordInsertion() {
        if (inserted == 0) {
            firstInsertion = System.nanoTime();
        }
        return ++inserted;
    }

    synchronized void recordRemoval(boolean issued) {
        good += issued ? 1 : 0;
        bad += issued ? 0 : 1;
        lastRemoval = System.nanoTime();
    }

    /** An answer to the card that went in as this one, counted from 1. */
    synchronized void recordAnswer(int card, Duration took) {
        if (card > WARMING) {
            answers.add(took);
        }
    }

    public synchronized int issuedCount() {
        return good;
    }

    public synchronized int notIssuedCount() {
        return bad;
    }

    /** Issued cards a minute, from the first insertion to the last removal; 0 before there is one. */
    synchronized double cardsPerMinute() {
        double minutes = (lastRemoval - firstInsertion) / 60e9;
        return good == 0 || minutes <= 0 ? 0 : Math.round(10 * good / minutes) / 10.0;
    }

    /** Percentiles by nearest rank; absent where nothing was measured. */
    synchronized DemoSummary.@Nullable LatencyMillis answerMillis() {
        if (answers.isEmpty()) {
            return null;
        }
        List<Duration> sorted = answers.stream().sorted().toList();
        return new DemoSummary.LatencyMillis(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(List<Duration> sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.size());
        return Math.round(sorted.get(Math.max(0, rank - 1)).toNanos() / 1e4) / 100.0;
    }
}
