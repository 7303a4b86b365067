package org.cardroom.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cardroom.testkit.process.BoundedWait;

/**
 * Generates open-loop load: events at a constant rate, whether earlier ones are answered or not. Reply times count from
 * the time at which an event was due, so a slow system does not slow down the load (no coordinated omission). Of three
 * events, one inserts a card, one reports its key and one its end; the events of a card are a third of a second apart.
 */
public final class OpenLoopGenerator {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(333);

    private final SimulatedAgents agents;
    private final SystemUnderTest system;
    private final long period;
    private final int lag;
    private final List<SimulatedCard> cards = new ArrayList<>();
    private final List<SimulatedAgents.Answer> answers = Collections.synchronizedList(new ArrayList<>());

    private OpenLoopGenerator(SimulatedAgents agents, SystemUnderTest system, int perSecond) {
        this.agents = agents;
        this.system = system;
        period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        lag = (int) Math.max(1, REST_NANOS / (period * SimulatedCard.STAGES));
    }

    /** Returns the number of cards that a run needs. */
    public static int cardsNeeded(int perSecond, Duration time) {
        return (int) (perSecond * time.toMillis() / 1000 / SimulatedCard.STAGES) + 1;
    }

    /** Runs the load and returns the instructions received; ends are omitted, since no agent waits for a reply to them. */
    public static List<SimulatedAgents.Answer> run(
            SimulatedAgents agents, SystemUnderTest system, int perSecond, Duration time) {
        List<SimulatedAgents.Answer> answers = run(agents, system, perSecond, time, time, () -> {});
        BoundedWait.require(() -> agents.pendingCount() == 0, system.name() + " leaves events unanswered");
        return answers;
    }

    /** Like the method above, but runs a fault after {@code faultTime}; some events may stay unanswered. */
    public static List<SimulatedAgents.Answer> run(
            SimulatedAgents agents,
            SystemUnderTest system,
            int perSecond,
            Duration time,
            Duration faultTime,
            Runnable fault) {
        OpenLoopGenerator loop = new OpenLoopGenerator(agents, system, perSecond);
        agents.setListener(loop::answered);
        long begin = System.nanoTime();
        long slots = time.toNanos() / loop.period;
        long faultSlot = faultTime.toNanos() / loop.period;
        for (long slot = 0; slot < slots; slot++) {
            long due = begin + slot * loop.period;
            BoundedWait.untilTime(due);
            if (slot == faultSlot) {
                fault.run();
            }
            loop.step(slot, due);
        }
        BoundedWait.until(() -> agents.pendingCount() == 0);
        return List.copyOf(loop.answers);
    }

    private void step(long slot, long due) {
        int stage = (int) (slot % SimulatedCard.STAGES);
        int number = (int) (slot / SimulatedCard.STAGES) - stage * lag;
        if (stage == 0) {
            SimulatedCard card = agents.newCard();
            cards.add(card);
            agents.sendNext(card, system, due);
        } else if (number >= 0) {
            report(cards.get(number), due);
        }
    }

    /** Sends the card's next event; without an instruction yet, {@link #answered} sends it when the instruction arrives. */
    private void report(SimulatedCard card, long due) {
        if (card.claimNext(due)) {
            agents.sendNext(card, system, due);
        }
    }

    private void answered(SimulatedAgents.Answer answer) {
        if (!answer.isLast()) {
            answers.add(answer);
            SimulatedCard card = answer.simulatedCard();
            card.takeOverdue().ifPresent(due -> agents.sendNext(card, system, due));
        }
    }
}
