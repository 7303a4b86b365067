package org.cardroom.bench.agent;

import java.time.Duration;
import java.util.List;

/**
 * What a card cost, on average.
 *
 * @param seconds from the reader having it to its being issued
 * @param commands that the card got
 */
record PerCardCost(double seconds, double commands) {
    /** What one card cost. */
    record CardSample(Duration took, int commands) {}

    static PerCardCost average(List<CardSample> cards) {
        return new PerCardCost(
                cards.stream()
                                .mapToLong(card -> card.took().toNanos())
                                .average()
                                .orElseThrow()
                        / 1e9,
                cards.stream().mapToInt(CardSample::commands).average().orElseThrow());
    }

    double timeRatio(PerCardCost other) {
        return seconds / other.seconds;
    }

    double commandRatio(PerCardCost other) {
        return commands / other.commands;
    }
}
