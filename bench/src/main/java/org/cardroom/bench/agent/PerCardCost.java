package org.cardroom.bench.agent;

import java.time.Duration;
import java.util.List;

/**
 * The average cost of a card.
 * @param seconds from insertion to the end of issuance
 * @param commands number of commands sent to the card
 */
record PerCardCost(double seconds, double commands) {
    /** The cost of one card. */
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
