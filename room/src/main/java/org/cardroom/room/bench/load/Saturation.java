package org.cardroom.room.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.cardroom.events.command.EnvironmentException;

/**
 * A closed loop: so many cards at once, each sending its next event as soon as its last was answered, and the next card
 * once it is done. What limits it is who answers.
 */
final class Saturation {
    private final Crowd crowd;
    private final Contestant contestant;
    private final LongAdder answered = new LongAdder();
    private final AtomicInteger left;
    private volatile boolean ending;

    private Saturation(Crowd crowd, Contestant contestant, int most) {
        this.crowd = crowd;
        this.contestant = contestant;
        this.left = new AtomicInteger(most);
    }

    /**
     * Events answered a second.
     *
     * @param cards at once
     * @param most cards that there are requests for
     * @param lead before it counts
     */
    static double of(Crowd crowd, Contestant contestant, int cards, int most, Duration lead, Duration time) {
        Saturation run = new Saturation(crowd, contestant, most);
        crowd.tell(run::answered);
        for (int i = 0; i < cards; i++) {
            run.insert();
        }
        run.rest(lead);
        long before = run.answered.sum();
        long begin = System.nanoTime();
        run.rest(time);
        double rate = (run.answered.sum() - before) * 1e9 / (System.nanoTime() - begin);
        run.end();
        return rate;
    }

    private void insert() {
        if (!ending && left.getAndDecrement() > 0) {
            crowd.send(crowd.visit(), contestant, System.nanoTime());
        }
    }

    private void answered(Crowd.Answer answer) {
        answered.increment();
        if (answer.isLast()) {
            insert();
        } else {
            crowd.send(answer.visit(), contestant, answer.at());
        }
    }

    private void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            if (left.get() <= 0) {
                throw new EnvironmentException("there are too few requests to saturate " + contestant.name());
            }
        }
        contestant.check();
    }

    /** Lets the cards that are in end. */
    private void end() {
        ending = true;
        Patience.until(() -> crowd.waiting() == 0, contestant.name() + " leaves events unanswered");
    }
}
