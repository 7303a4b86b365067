package org.cardroom.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * How much is done to find a figure.
 *
 * @param warmUp of each who answers, before anything counts
 * @param measurementTime of each measurement, of each round
 * @param rounds in which they take turns
 * @param concurrentCards at once where it is saturated
 * @param maxEventsPerSecond events a second that are expected of anybody: as many requests are made beforehand
 * @param rates events a second at which answers are timed
 * @param singleCards cards that go through one reader
 * @param httpFaultRequests requests over HTTP while processors are killed
 */
public record LoadProfile(
        Duration warmUp,
        Duration measurementTime,
        int rounds,
        int concurrentCards,
        int maxEventsPerSecond,
        List<Integer> rates,
        int singleCards,
        int httpFaultRequests) {
    /** Some minutes. */
    public static final LoadProfile FULL = new LoadProfile(
            Duration.ofSeconds(20), Duration.ofSeconds(8), 2, 384, 9000, List.of(20, 200, 1000), 10, 10_000);
    /** Some seconds: its figures mean nothing. */
    public static final LoadProfile TINY =
            new LoadProfile(Duration.ofMillis(300), Duration.ofMillis(600), 1, 8, 3000, List.of(20, 200, 1000), 1, 200);

    public LoadProfile {
        rates = List.copyOf(rates);
    }

    /** Cards that a saturated run of this length may need. */
    public int cardsFor(Duration length) {
        return (int) (maxEventsPerSecond * length.toMillis() / 1000 / SimulatedCard.STAGES) + concurrentCards;
    }
}
