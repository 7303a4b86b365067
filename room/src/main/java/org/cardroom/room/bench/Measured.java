package org.cardroom.room.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a card cost, on average.
 *
 * @param seconds from the reader having it to its being issued
 * @param commands that the card got
 */
record Measured(double seconds, double commands) {
    /** What one card cost. */
    record Card(Duration took, int commands) {}

    static Measured of(List<Card> cards) {
        return new Measured(
                cards.stream()
                                .mapToLong(card -> card.took().toNanos())
                                .average()
                                .orElseThrow()
                        / 1e9,
                cards.stream().mapToInt(Card::commands).average().orElseThrow());
    }

    double timeOf(Measured other) {
        return seconds / other.seconds;
    }

    double commandsOf(Measured other) {
        return commands / other.commands;
    }
}
