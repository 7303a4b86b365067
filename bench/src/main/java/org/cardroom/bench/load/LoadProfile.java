package org.cardroom.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * The duration and size of a benchmark run.
 * @param warmUp time of unmeasured load for each system
 * @param measurementTime time of each measurement in each round
 * @param rounds number of rounds in which the systems take turns
 * @param concurrentCards cards at once at saturation
 * @param maxEventsPerSecond upper bound of any system's throughput, for which requests are created in advance
 * @param rates events a second at which reply times are measured
 * @param singleCards cards issued at one reader
 * @param httpFaultRequests HTTP requests sent while processors are killed
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
    /** Takes some minutes. */
    public static final LoadProfile FULL = new LoadProfile(
            Duration.ofSeconds(20), Duration.ofSeconds(8), 2, 384, 9000, List.of(20, 200, 1000), 10, 10_000);
    /** Takes some seconds; its figures are meaningless. */
    public static final LoadProfile TINY =
            new LoadProfile(Duration.ofMillis(300), Duration.ofMillis(600), 1, 8, 3000, List.of(20, 200, 1000), 1, 200);

    public LoadProfile {
        rates = List.copyOf(rates);
    }

    /** Returns the number of cards that a saturated run of this length may need. */
    public int cardsFor(Duration length) {
        return (int) (maxEventsPerSecond * length.toMillis() / 1000 / SimulatedCard.STAGES) + concurrentCards;
    }
}
