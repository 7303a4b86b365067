package org.cardroom.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cardroom.testkit.process.BoundedWait;

/**
 * So many events a second, whether the earlier ones are answered or not. The time of each answer counts from when its
 * event was to be sent, so that whoever is slow cannot slow the asking down. Events come at even distances: one of three
 * puts a card in, one reports a key and one the end; a card has a third of a second between its events.
 */
public final class OpenLoopGenerator {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(333);

    private final SimulatedAgents simulatedAgents;
    private final SystemUnderTest contestant;
    private final long period;
    private final int lag;
    private final List<SimulatedCard> visits = new ArrayList<>();
    private final List<SimulatedAgents.Answer> answers = Collections.synchronizedList(new ArrayList<>());

    private OpenLoopGenerator(SimulatedAgents simulatedAgents, SystemUnderTest contestant, int perSecond) {
        this.simulatedAgents = simulatedAgents;
        this.contestant = contestant;
        period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        lag = (int) Math.max(1, REST_NANOS / (period * SimulatedCard.STAGES));
    }

    /** How many cards a run needs. */
    public static int cardsNeeded(int perSecond, Duration time) {
        return (int) (perSecond * time.toMillis() / 1000 / SimulatedCard.STAGES) + 1;
    }

    /** The instructions that came within this time; ends do not count, because no agent waits for anything then. */
    public static List<SimulatedAgents.Answer> run(
            SimulatedAgents simulatedAgents, SystemUnderTest contestant, int perSecond, Duration time) {
        List<SimulatedAgents.Answer> answers = run(simulatedAgents, contestant, perSecond, time, time, () -> {});
        BoundedWait.require(() -> simulatedAgents.pendingCount() == 0, contestant.name() + " leaves events unanswered");
        return answers;
    }

    /** The same, and at this moment something happens to whoever answers; some may stay unanswered. */
    public static List<SimulatedAgents.Answer> run(
            SimulatedAgents simulatedAgents,
            SystemUnderTest contestant,
            int perSecond,
            Duration time,
            Duration moment,
            Runnable happens) {
        OpenLoopGenerator loop = new OpenLoopGenerator(simulatedAgents, contestant, perSecond);
        simulatedAgents.setListener(loop::answered);
        long begin = System.nanoTime();
        long slots = time.toNanos() / loop.period;
        long happening = moment.toNanos() / loop.period;
        for (long slot = 0; slot < slots; slot++) {
            long due = begin + slot * loop.period;
            BoundedWait.untilTime(due);
            if (slot == happening) {
                happens.run();
            }
            loop.step(slot, due);
        }
        BoundedWait.until(() -> simulatedAgents.pendingCount() == 0);
        return List.copyOf(loop.answers);
    }

    private void step(long slot, long due) {
        int stage = (int) (slot % SimulatedCard.STAGES);
        int number = (int) (slot / SimulatedCard.STAGES) - stage * lag;
        if (stage == 0) {
            SimulatedCard simulatedCard = simulatedAgents.newCard();
            visits.add(simulatedCard);
            simulatedAgents.sendNext(simulatedCard, contestant, due);
        } else if (number >= 0) {
            report(visits.get(number), due);
        }
    }

    /** A card that was not told anything yet goes on as soon as it is. */
    private void report(SimulatedCard simulatedCard, long due) {
        if (simulatedCard.claimNext(due)) {
            simulatedAgents.sendNext(simulatedCard, contestant, due);
        }
    }

    private void answered(SimulatedAgents.Answer answer) {
        if (!answer.isLast()) {
            answers.add(answer);
            SimulatedCard simulatedCard = answer.simulatedCard();
            simulatedCard.takeOverdue().ifPresent(due -> simulatedAgents.sendNext(simulatedCard, contestant, due));
        }
    }
}
