package org.cardroom.bench.load;

import java.time.Duration;
import org.cardroom.events.command.EnvironmentException;

/**
 * What a card costs where many are served at once, in milliseconds.
 *
 * @param cpuMillis processor time, in the processors and their connections to the database
 * @param elapsedMillis time that went by, divided by the cards
 */
public record CardCost(double cpuMillis, double elapsedMillis) {
    /**
     * That of this contestant, with requests made beforehand.
     *
     * @param readers each holds one card, and gets the next when it is done
     */
    public static CardCost measure(
            SimulatedAgents simulatedAgents,
            SystemUnderTest pipeline,
            int readers,
            LoadProfile profile,
            Duration time) {
        int cards = ordered(pipeline, readers, profile, time);
        SystemUnderTest.CpuUsage before = pipeline.usage();
        double rate = ClosedLoopGenerator.run(simulatedAgents, pipeline, readers, cards, lead(time), time);
        double[] micros = pipeline.usage().microsPerEvent(before);
        return fromEvents(micros[0] + micros[1], rate);
    }

    /** Serves cards before any counts: who has just been started may answer none in this time. */
    public static void warmUp(SimulatedAgents simulatedAgents, SystemUnderTest pipeline, LoadProfile profile) {
        Duration time = profile.warmUp();
        int cards = ordered(pipeline, profile.concurrentCards(), profile, time);
        double unused =
                ClosedLoopGenerator.run(simulatedAgents, pipeline, profile.concurrentCards(), cards, lead(time), time);
    }

    private static Duration lead(Duration time) {
        return time.dividedBy(4);
    }

    private static int ordered(SystemUnderTest pipeline, int readers, LoadProfile profile, Duration time) {
        int cards = profile.cardsFor(time.plus(lead(time))) + readers;
        pipeline.createRequests(cards);
        return cards;
    }

    /**
     * That of a card, by its events.
     *
     * @param micros of processor time for an event
     * @param rate events answered a second
     * @throws EnvironmentException if none was answered
     */
    static CardCost fromEvents(double micros, double rate) {
        if (rate <= 0) {
            throw new EnvironmentException("no event was answered while it was measured");
        }
        return new CardCost(SimulatedCard.STAGES * micros / 1e3, SimulatedCard.STAGES * 1e3 / rate);
    }
}
