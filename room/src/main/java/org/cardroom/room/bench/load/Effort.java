package org.cardroom.room.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * How much is done to find a figure.
 *
 * @param warmUp of each who answers, before anything counts
 * @param time of each measurement, of each round
 * @param rounds in which they take turns
 * @param cards at once where it is saturated
 * @param most events a second that are expected of anybody: as many requests are made beforehand
 * @param rates events a second at which answers are timed
 * @param single cards that go through one reader
 * @param mixed requests over HTTP while processors are killed
 */
public record Effort(
        Duration warmUp, Duration time, int rounds, int cards, int most, List<Integer> rates, int single, int mixed) {
    /** Some minutes. */
    public static final Effort WHOLE =
            new Effort(Duration.ofSeconds(20), Duration.ofSeconds(8), 2, 384, 9000, List.of(20, 200, 1000), 10, 10_000);
    /** Some seconds: its figures mean nothing. */
    public static final Effort TINY =
            new Effort(Duration.ofMillis(300), Duration.ofMillis(600), 1, 8, 3000, List.of(20, 200, 1000), 1, 200);

    public Effort {
        rates = List.copyOf(rates);
    }

    /** Cards that a saturated run of this length may need. */
    int cardsFor(Duration length) {
        return (int) (most * length.toMillis() / 1000 / Visit.STAGES) + cards;
    }
}
