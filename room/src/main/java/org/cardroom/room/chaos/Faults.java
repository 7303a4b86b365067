package org.cardroom.room.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cardroom.room.chaos.parts.Moment;
import org.cardroom.room.chaos.parts.Part;
import org.cardroom.room.chaos.plan.Fault;
import org.cardroom.room.chaos.plan.Kind;
import org.cardroom.room.chaos.proxy.Ambush;
import org.cardroom.room.chaos.proxy.Proxy;
import org.jspecify.annotations.Nullable;

/** Does the faults when they are due, and undoes those that do not last. Used by one thread. */
final class Faults {
    /** A fault that is due waits so long for a card at its moment. */
    private static final Duration WAITING = Duration.ofSeconds(3);
    /** What was away is of use again so long after it came back. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    /** What a processor sends to the database when it answers a card. */
    private static final byte[] ANSWERING = "cardroom.instructions.agent-".getBytes(StandardCharsets.US_ASCII);
    /** PostgreSQL's CommandComplete of a commit: C, length 11, COMMIT, 0 (protocol 3.0). */
    private static final byte[] COMMITTED = {'C', 0, 0, 0, 11, 'C', 'O', 'M', 'M', 'I', 'T', 0};

    private final House house;
    private final Floor floor;
    private final Hits hits;
    private final Tail tail;
    private final Says says;
    private final Runnable commitLost;
    private final Deque<Fault> plan;
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private long dueSince;
    private boolean ambushed;
    private int ambushesLeft;
    private int begun;

    private record Later(long at, Runnable what) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return Long.compare(at - other.at, 0);
        }
    }

    Faults(House house, Floor floor, Hits hits, Tail tail, Says says, List<Fault> plan, Runnable commitLost) {
        this.house = house;
        this.floor = floor;
        this.hits = hits;
        this.tail = tail;
        this.says = says;
        this.plan = new ArrayDeque<>(plan);
        this.commitLost = commitLost;
    }

    /** All are done and undone. */
    boolean areOver() {
        return plan.isEmpty() && later.isEmpty() && !ambushed && !floor.isTearing();
    }

    /** Does what is due; a card has just taken a step in this seat, if there is one. */
    void look(@Nullable Seat stepped) {
        long now = System.nanoTime();
        while (!later.isEmpty() && later.peek().at - now <= 0) {
            later.remove().what.run();
        }
        Fault next = plan.peek();
        if (next == null || floor.ended() < next.due()) {
            return;
        }
        dueSince = dueSince == 0 ? now : dueSince;
        boolean fits = stepped != null && stepped.isBusy() && stepped.at() == next.moment();
        boolean late = now - dueSince > WAITING.toNanos();
        if ((fits || late) && does(next, fits ? stepped : null)) {
            plan.remove();
            dueSince = 0;
            says.fault(++begun, next);
            if (!waitsForACard(next)) {
                hits.done(next.kind());
                if (fits) {
                    hits.aimed(next.kind());
                }
            }
        }
    }

    /** One that is only laid when it is due: a card has to come for it, and it is done when that happens. */
    private static boolean waitsForACard(Fault fault) {
        return fault.kind() == Kind.TEAR || fault.kind() == Kind.LOSE_COMMIT;
    }

    /** No card is in a reader or comes to one: what waits for a card is given up, once nothing else is to be done. */
    void giveUp() {
        while (!plan.isEmpty() && waitsForACard(plan.peek())) {
            hits.givenUp(plan.remove().kind(), 1);
            dueSince = 0;
        }
        if (plan.isEmpty() && later.isEmpty()) {
            hits.givenUp(Kind.TEAR, floor.forgetTears());
            hits.givenUp(Kind.LOSE_COMMIT, ambushesLeft + (ambushed ? 1 : 0));
            ambushesLeft = 0;
            forgetAmbush();
        }
    }

    /** False where it cannot be done now. */
    private boolean does(Fault fault, @Nullable Seat at) {
        return switch (fault.kind()) {
            case KILL_PROCESSOR -> kills(fault, processor(fault));
            case KILL_AGENT -> killsAgent(fault, at);
            case KILL_BROKER -> kills(fault, house.part("broker"));
            case KILL_DATABASE -> kills(fault, house.part("database"));
            case STOP_PROCESSOR -> stops(fault);
            case CUT -> cuts(fault, at);
            case SLOW -> slows(fault, at);
            case TEAR -> tears(fault);
            case REPEAT -> repeats(fault);
            case LOSE_COMMIT -> ambushes();
        };
    }

    private Part processor(Fault fault) {
        return house.part(House.PROCESSORS.get(fault.which() % House.PROCESSORS.size()));
    }

    private boolean kills(Fault fault, Part part) {
        List<Seat> busy = floor.busy();
        if (!part.kill(fault.lasting())) {
            return false;
        }
        floor.disturbs(seat -> true, fault.lasting().plus(RECOVERY));
        hit(fault.kind(), busy);
        return true;
    }

    private boolean killsAgent(Fault fault, @Nullable Seat at) {
        Part agent = agent(fault, at);
        List<Seat> busy = floor.busy(seat -> seat.agent == agent);
        if (!agent.kill(fault.lasting())) {
            return false;
        }
        hit(fault.kind(), busy);
        return true;
    }

    private Part agent(Fault fault, @Nullable Seat at) {
        return at != null ? at.agent : house.part(House.AGENTS.get(fault.which() % House.AGENTS.size()));
    }

    private void hit(Kind kind, List<Seat> seats) {
        for (Seat seat : seats) {
            Piece piece = seat.piece;
            if (piece != null) {
                hits.hit(kind, seat.at(), piece);
            }
        }
    }

    private boolean stops(Fault fault) {
        Part part = processor(fault);
        List<Seat> busy = floor.busy();
        if (!part.freeze(fault.lasting())) {
            return false;
        }
        floor.disturbs(seat -> true, fault.lasting().plus(RECOVERY));
        hit(fault.kind(), busy);
        after(fault.lasting(), () -> {});
        return true;
    }

    private boolean cuts(Fault fault, @Nullable Seat at) {
        Predicate<Seat> affected = link(fault, at, proxy -> proxy.cut(fault));
        floor.disturbs(affected, fault.lasting().plus(RECOVERY));
        hit(fault.kind(), floor.busy(affected));
        if (fault.which() % 4 >= 2) {
            after(fault.lasting().dividedBy(2), () -> carry(fault, at));
        }
        after(fault.lasting(), () -> link(fault, at, proxy -> proxy.mend(fault)));
        return true;
    }

    /** The operator loses patience: the agent that is cut off will report what it did after the card is elsewhere. */
    private void carry(Fault fault, @Nullable Seat at) {
        if (fault.which() % 3 == 0) {
            Part agent = agent(fault, at);
            floor.busy(seat -> seat.agent == agent).forEach(floor::carry);
        }
    }

    private boolean slows(Fault fault, @Nullable Seat at) {
        Duration each = Duration.ofMillis(10L + fault.which());
        Predicate<Seat> affected = link(fault, at, proxy -> proxy.slow(fault, each));
        floor.disturbs(affected, fault.lasting().plus(RECOVERY));
        hit(fault.kind(), floor.busy(affected));
        after(fault.lasting(), () -> link(fault, at, proxy -> proxy.mend(fault)));
        return true;
    }

    /** Does this to one connection of three kinds, and says whose cards it is about. */
    private Predicate<Seat> link(Fault fault, @Nullable Seat at, Consumer<Proxy> what) {
        if (fault.which() % 3 == 0) {
            Part agent = agent(fault, at);
            what.accept(house.toBroker(agent.name()));
            return seat -> seat.agent == agent;
        }
        String name = processor(fault).name();
        what.accept(fault.which() % 3 == 1 ? house.toBroker(name) : house.toDatabase(name));
        return seat -> true;
    }

    /** Of all cards that are in readers: what was said of them comes again, in another order. */
    private boolean repeats(Fault fault) {
        List<Seat> hit = floor.busy(seat -> seat.piece != null && tail.repeat(seat.piece.id, fault.which()));
        if (hit.isEmpty() && !tail.repeatAny(fault.which())) {
            return false;
        }
        hit(fault.kind(), hit);
        return true;
    }

    private boolean tears(Fault fault) {
        floor.tearNext(fault);
        return true;
    }

    /** One after the other. */
    private boolean ambushes() {
        if (ambushed) {
            ambushesLeft++;
            return true;
        }
        ambushed = true;
        Ambush ambush = new Ambush(ANSWERING, COMMITTED, commitLost);
        House.PROCESSORS.forEach(name -> house.toDatabase(name).ambush(ambush));
        return true;
    }

    /** A processor fell into the ambush: it was about to answer cards that wait. */
    void lostCommit() {
        if (!ambushed) {
            return;
        }
        forgetAmbush();
        List<Seat> waiting =
                floor.busy(seat -> seat.at() == Moment.WAITING_FOR_KEY || seat.at() == Moment.WAITING_FOR_PIN);
        hits.done(Kind.LOSE_COMMIT);
        if (!waiting.isEmpty()) {
            hits.aimed(Kind.LOSE_COMMIT);
        }
        hit(Kind.LOSE_COMMIT, waiting);
        if (ambushesLeft > 0) {
            ambushesLeft--;
            ambushes();
        }
    }

    private void forgetAmbush() {
        ambushed = false;
        House.PROCESSORS.forEach(name -> house.toDatabase(name).forgetAmbush());
    }

    private void after(Duration time, Runnable what) {
        later.add(new Later(System.nanoTime() + time.toNanos(), what));
    }
}
