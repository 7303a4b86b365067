package org.cardroom.room.bench.load;

import java.time.Duration;

/**
 * How much is done to find a figure.
 *
 * @param warmUp of each who answers, before anything counts
 * @param time of each measurement, of each round
 * @param rounds in which they take turns
 * @param cards at once where it is saturated
 * @param most events a second that are expected of anybody: as many requests are made beforehand
 */
public record Effort(Duration warmUp, Duration time, int rounds, int cards, int most) {
    /** Some minutes. */
    public static final Effort WHOLE = new Effort(Duration.ofSeconds(12), Duration.ofSeconds(8), 2, 384, 6000);
    /** Some seconds: its figures mean nothing. */
    public static final Effort TINY = new Effort(Duration.ofMillis(500), Duration.ofMillis(500), 1, 16, 3000);

    /** Cards that a saturated run of this length may need. */
    int cardsFor(Duration length) {
        return (int) (most * length.toMillis() / 1000 / Visit.STAGES) + cards;
    }
}
