package org.cardroom.bench.load;

import java.time.Duration;
import java.util.Locale;
import org.cardroom.events.command.EnvironmentException;

/**
 * The cost of a card under concurrent load, in milliseconds.
 * @param cpuMillis CPU time of the processors and their database connections, divided by the cards
 * @param elapsedMillis elapsed time, divided by the cards
 */
public record CardCost(double cpuMillis, double elapsedMillis) {
    /**
     * Measures the cost with this number of concurrent cards; creates the requests first.
     * @param readers each holds one card and gets the next when it is issued
     */
    public static CardCost measure(
            SimulatedAgents agents, SystemUnderTest pipeline, int readers, LoadProfile profile, Duration time) {
        int cards = createRequests(pipeline, readers, profile, time);
        SystemUnderTest.CpuUsage before = pipeline.usage();
        double rate = ClosedLoopGenerator.run(agents, pipeline, readers, cards, lead(time), time);
        double[] micros = pipeline.usage().microsPerEvent(before);
        return fromEvents(micros[0] + micros[1], rate);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "a card takes %.3f ms of work and %.3f ms of time", cpuMillis, elapsedMillis);
    }

    /** Serves cards without measuring, since a newly started processor may answer none during a measurement. */
    public static void warmUp(SimulatedAgents agents, SystemUnderTest pipeline, LoadProfile profile) {
        Duration time = profile.warmUp();
        int cards = createRequests(pipeline, profile.concurrentCards(), profile, time);
        double unused = ClosedLoopGenerator.run(agents, pipeline, profile.concurrentCards(), cards, lead(time), time);
    }

    private static Duration lead(Duration time) {
        return time.dividedBy(4);
    }

    private static int createRequests(SystemUnderTest pipeline, int readers, LoadProfile profile, Duration time) {
        int cards = profile.cardsFor(time.plus(lead(time))) + readers;
        pipeline.createRequests(cards);
        return cards;
    }

    /**
     * Computes the cost of a card from that of its events.
     * @param micros CPU time of an event
     * @param rate events answered a second
     * @throws EnvironmentException if no event was answered
     */
    static CardCost fromEvents(double micros, double rate) {
        if (rate <= 0) {
            throw new EnvironmentException("no event was answered during the measurement");
        }
        return new CardCost(SimulatedCard.STAGES * micros / 1e3, SimulatedCard.STAGES * 1e3 / rate);
    }
}
