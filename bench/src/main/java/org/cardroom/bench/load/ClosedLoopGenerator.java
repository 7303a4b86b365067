package org.cardroom.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.process.BoundedWait;

/**
 * Generates closed-loop load: a fixed number of concurrent cards, each of which sends its next event when the previous one
 * was answered, and is replaced by a new card at its end. The rate is limited by the system under test.
 */
public final class ClosedLoopGenerator {
    private final SimulatedAgents agents;
    private final SystemUnderTest system;
    private final LongAdder answered = new LongAdder();
    private final AtomicInteger left;
    private volatile boolean ending;

    private ClosedLoopGenerator(SimulatedAgents agents, SystemUnderTest system, int maxCards) {
        this.agents = agents;
        this.system = system;
        this.left = new AtomicInteger(maxCards);
    }

    /**
     * Runs the load and returns the events answered a second.
     * @param cards the number of concurrent cards
     * @param maxCards the number of cards for which requests exist
     * @param lead time before the measurement
     */
    public static double run(
            SimulatedAgents agents, SystemUnderTest system, int cards, int maxCards, Duration lead, Duration time) {
        ClosedLoopGenerator run = new ClosedLoopGenerator(agents, system, maxCards);
        agents.setListener(run::answered);
        for (int i = 0; i < cards; i++) {
            run.insert();
        }
        run.pause(lead);
        long before = run.answered.sum();
        long begin = System.nanoTime();
        run.pause(time);
        double rate = (run.answered.sum() - before) * 1e9 / (System.nanoTime() - begin);
        run.end();
        return rate;
    }

    private void insert() {
        if (!ending && left.getAndDecrement() > 0) {
            agents.sendNext(agents.newCard(), system, System.nanoTime());
        }
    }

    private void answered(SimulatedAgents.Answer answer) {
        answered.increment();
        if (answer.isLast()) {
            insert();
        } else {
            agents.sendNext(answer.simulatedCard(), system, answer.at());
        }
    }

    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            if (left.get() <= 0) {
                throw new EnvironmentException("there are too few requests to saturate " + system.name());
            }
        }
        system.requireAlive();
    }

    /** Waits for the end of the inserted cards. */
    private void end() {
        ending = true;
        BoundedWait.require(() -> agents.pendingCount() == 0, system.name() + " leaves events unanswered");
    }
}
