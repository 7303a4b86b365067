package org.cardroom.room.bench.load;

import java.time.Duration;

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
        Duration lead = time.dividedBy(4);
        int cards = effort.cardsFor(time.plus(lead)) + readers;
        pipeline.order(cards);
        Contestant.Usage before = pipeline.usage();
        double rate = Saturation.of(crowd, pipeline, readers, cards, lead, time);
        double[] micros = pipeline.usage().micros(before);
        return new Cost(Visit.STAGES * (micros[0] + micros[1]) / 1e3, Visit.STAGES * 1e3 / rate);
    }
}
