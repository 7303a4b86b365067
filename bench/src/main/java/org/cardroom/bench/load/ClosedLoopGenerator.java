package org.cardroom.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.process.BoundedWait;

/**
 * A closed loop: so many cards at once, each sending its next event as soon as its last was answered, and the next card
 * once it is done. What limits it is who answers.
 */
public final class ClosedLoopGenerator {
    private final SimulatedAgents simulatedAgents;
    private final SystemUnderTest contestant;
    private final LongAdder answered = new LongAdder();
    private final AtomicInteger left;
    private volatile boolean ending;

    private ClosedLoopGenerator(SimulatedAgents simulatedAgents, SystemUnderTest contestant, int most) {
        this.simulatedAgents = simulatedAgents;
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
    public static double run(
            SimulatedAgents simulatedAgents,
            SystemUnderTest contestant,
            int cards,
            int most,
            Duration lead,
            Duration time) {
        ClosedLoopGenerator run = new ClosedLoopGenerator(simulatedAgents, contestant, most);
        simulatedAgents.setListener(run::answered);
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
            simulatedAgents.sendNext(simulatedAgents.newCard(), contestant, System.nanoTime());
        }
    }

    private void answered(SimulatedAgents.Answer answer) {
        answered.increment();
        if (answer.isLast()) {
            insert();
        } else {
            simulatedAgents.sendNext(answer.simulatedCard(), contestant, answer.at());
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
        contestant.requireAlive();
    }

    /** Lets the cards that are in end. */
    private void end() {
        ending = true;
        BoundedWait.require(() -> simulatedAgents.pendingCount() == 0, contestant.name() + " leaves events unanswered");
    }
}
