package org.cardroom.room.bench.load;

import java.time.Duration;
import org.cardroom.events.command.EnvironmentException;

/**
 * What a card costs where many are served at once, in milliseconds.
 *
 * @param worked processor time, in the processors and their connections to the database
 * @param passed time that went by, divided by the cards
 */
record Cost(double worked, double passed) {
    /**
     * That of this contestant, with requests made beforehand.
     *
     * @param readers each holds one card, and gets the next when it is done
     */
    static Cost of(Crowd crowd, Contestant pipeline, int readers, Effort effort, Duration time) {
        int cards = ordered(pipeline, readers, effort, time);
        Contestant.Usage before = pipeline.usage();
        double rate = Saturation.of(crowd, pipeline, readers, cards, lead(time), time);
        double[] micros = pipeline.usage().micros(before);
        return of(micros[0] + micros[1], rate);
    }

    /** Serves cards before any counts: who has just been started may answer none in this time. */
    static void warmUp(Crowd crowd, Contestant pipeline, Effort effort) {
        Duration time = effort.warmUp();
        int cards = ordered(pipeline, effort.cards(), effort, time);
        double unused = Saturation.of(crowd, pipeline, effort.cards(), cards, lead(time), time);
    }

    private static Duration lead(Duration time) {
        return time.dividedBy(4);
    }

    private static int ordered(Contestant pipeline, int readers, Effort effort, Duration time) {
        int cards = effort.cardsFor(time.plus(lead(time))) + readers;
        pipeline.order(cards);
        return cards;
    }

    /**
     * That of a card, by its events.
     *
     * @param micros of processor time for an event
     * @param rate events answered a second
     * @throws EnvironmentException if none was answered
     */
    static Cost of(double micros, double rate) {
        if (rate <= 0) {
            throw new EnvironmentException("no event was answered while it was measured");
        }
        return new Cost(Visit.STAGES * micros / 1e3, Visit.STAGES * 1e3 / rate);
    }
}
