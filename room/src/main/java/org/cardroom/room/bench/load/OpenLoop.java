package org.cardroom.room.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * So many events a second, whether the earlier ones are answered or not. The time of each answer counts from when its
 * event was to be sent, so that whoever is slow cannot slow the asking down. Events come at even distances: one of three
 * puts a card in, one reports a key and one the end; a card has a third of a second between its events.
 */
final class OpenLoop {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(333);

    private final Crowd crowd;
    private final Contestant contestant;
    private final long period;
    private final int lag;
    private final List<Visit> visits = new ArrayList<>();
    private final List<Crowd.Answer> answers = Collections.synchronizedList(new ArrayList<>());

    private OpenLoop(Crowd crowd, Contestant contestant, int perSecond) {
        this.crowd = crowd;
        this.contestant = contestant;
        period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        lag = (int) Math.max(1, REST_NANOS / (period * Visit.STAGES));
    }

    /** How many cards a run needs. */
    static int cards(int perSecond, Duration time) {
        return (int) (perSecond * time.toMillis() / 1000 / Visit.STAGES) + 1;
    }

    /** The instructions that came within this time; ends do not count, because no agent waits for anything then. */
    static List<Crowd.Answer> run(Crowd crowd, Contestant contestant, int perSecond, Duration time) {
        List<Crowd.Answer> answers = run(crowd, contestant, perSecond, time, time, () -> {});
        Patience.until(() -> crowd.waiting() == 0, contestant.name() + " leaves events unanswered");
        return answers;
    }

    /** The same, and at this moment something happens to whoever answers; some may stay unanswered. */
    static List<Crowd.Answer> run(
            Crowd crowd, Contestant contestant, int perSecond, Duration time, Duration moment, Runnable happens) {
        OpenLoop loop = new OpenLoop(crowd, contestant, perSecond);
        crowd.tell(loop::answered);
        long begin = System.nanoTime();
        long slots = time.toNanos() / loop.period;
        long happening = moment.toNanos() / loop.period;
        for (long slot = 0; slot < slots; slot++) {
            long due = begin + slot * loop.period;
            await(due);
            if (slot == happening) {
                happens.run();
            }
            loop.step(slot, due);
        }
        Patience.settle(() -> crowd.waiting() == 0);
        return List.copyOf(loop.answers);
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void step(long slot, long due) {
        int stage = (int) (slot % Visit.STAGES);
        int number = (int) (slot / Visit.STAGES) - stage * lag;
        if (stage == 0) {
            Visit visit = crowd.visit();
            visits.add(visit);
            crowd.send(visit, contestant, due);
        } else if (number >= 0) {
            report(visits.get(number), due);
        }
    }

    /** A card that was not told anything yet goes on as soon as it is. */
    private void report(Visit visit, long due) {
        if (visit.isFreeAt(due)) {
            crowd.send(visit, contestant, due);
        }
    }

    private void answered(Crowd.Answer answer) {
        if (!answer.isLast()) {
            answers.add(answer);
            Visit visit = answer.visit();
            visit.due().ifPresent(due -> crowd.send(visit, contestant, due));
        }
    }
}
