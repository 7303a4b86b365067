package org.cardroom.room.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.cardroom.room.chaos.parts.Moment;
import org.cardroom.room.chaos.parts.Part;
import org.cardroom.room.chaos.plan.Fault;
import org.cardroom.room.chaos.plan.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The operators at all readers: put a card in where one is asked for, take it out at the signal, and put it in again,
 * wherever a reader is free, if it was not issued. Used by one thread.
 */
final class Floor {
    /** A card that gets no signal is carried elsewhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** A card that was put in so often waits for a later round. */
    private static final int MOST_INSERTIONS = 12;

    /** What an operator takes for the end; anything else he tries again. */
    private static final Set<String> FINAL = Stream.of(
                    RejectionReason.ALREADY_ACTIVE,
                    RejectionReason.SET_ASIDE,
                    RejectionReason.TRIES_SPENT,
                    RejectionReason.KEYS_REFUSED,
                    RejectionReason.NOT_UNDERSTOOD,
                    RejectionReason.NOT_PROVEN)
            .map(RejectionReason::description)
            .collect(Collectors.toSet());

    private final Pile pile;
    private final Hits hits;
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Deque<Fault> tears = new ArrayDeque<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    private int ended;
    private int doubled;

    /** Something is away or slow: it concerns what is put in there meanwhile as well. */
    private record Disturbance(Predicate<Seat> where, long until) {}

    Floor(Pile pile, Hits hits) {
        this.pile = pile;
        this.hits = hits;
    }

    /** Somebody stands at each reader of this agent from now on. */
    void serve(Part agent, int readers) {
        for (int i = 0; i < readers; i++) {
            String reader = "reader-" + i;
            seats.put(key(agent, reader), new Seat(agent, reader));
        }
    }

    private static String key(Part agent, String reader) {
        return agent.name() + " " + reader;
    }

    /** How many cards came to what looks like their end. */
    int ended() {
        return ended;
    }

    /** How often a card was sent an answer to a challenge that had its answer already. */
    int doubled() {
        return doubled;
    }

    /** Why cards were taken out unissued, and how often. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    /** Nothing waits, and nothing is in a reader. */
    boolean isClear() {
        return pile.isEmpty() && seats.values().stream().allMatch(seat -> seat.piece == null);
    }

    List<Seat> busy() {
        return busy(seat -> true);
    }

    List<Seat> busy(Predicate<Seat> which) {
        return seats.values().stream()
                .filter(seat -> seat.isBusy() && which.test(seat))
                .toList();
    }

    /** The next card that is put in is torn out; if it is gone before that, the next one after it. */
    void tearNext(Fault fault) {
        tears.addLast(fault);
    }

    /** A card that comes to one of these seats within this time is disturbed too. */
    void disturbs(Predicate<Seat> where, Duration time) {
        disturbances.add(new Disturbance(where, System.nanoTime() + time.toNanos()));
    }

    boolean isTearing() {
        return !tears.isEmpty() || seats.values().stream().anyMatch(seat -> seat.tear != null);
    }

    /** No card comes any more; returns how many were to be torn. */
    int forgetTears() {
        int left = tears.size();
        tears.clear();
        return left;
    }

    /** An agent said something; returns the seat where an exchange took a step, if that is what it said. */
    @Nullable
    Seat said(Part agent, List<String> words) {
        Seat seat = words.size() < 3 ? null : seats.get(key(agent, words.get(1)));
        if (seat == null) {
            return null;
        }
        switch (words.get(0)) {
            case "step" -> {
                if (seat.piece != null && seat.then == null) {
                    seat.moment = Moment.valueOf(words.get(2));
                    return seat;
                }
            }
            case "shown" -> shown(seat, SlotState.valueOf(words.get(2)), words);
            case "torn" -> torn(seat, Moment.valueOf(words.get(2)));
            case "removed" -> out(seat);
            case "doubled" -> doubled++;
            default -> throw new IllegalStateException("an agent says " + words.get(0));
        }
        return null;
    }

    private void shown(Seat seat, SlotState state, List<String> words) {
        if (state == SlotState.INSERT) {
            seat.ready = true;
            feed();
        } else if (state == SlotState.REMOVE_ISSUED) {
            takeOut(seat, () -> end(seat, true));
        } else if (state == SlotState.REMOVE_FAILED) {
            String reason = String.join(" ", words.subList(3, words.size()));
            takeOut(seat, () -> bad(seat, reason));
        }
    }

    private void bad(Seat seat, String reason) {
        Piece piece = inside(seat);
        piece.lastReason = reason;
        reasons.merge(reason, 1, Integer::sum);
        if (FINAL.contains(reason) || piece.insertions >= MOST_INSERTIONS) {
            end(seat, false);
        } else {
            pile.putOnTop(piece);
        }
    }

    private void end(Seat seat, boolean good) {
        Piece piece = inside(seat);
        hits.recovered(piece);
        ended += piece.ended ? 0 : 1;
        piece.ended = true;
        piece.good |= good;
    }

    private static Piece inside(Seat seat) {
        Piece piece = seat.piece;
        if (piece == null) {
            throw new IllegalStateException("nothing is in " + seat.reader);
        }
        return piece;
    }

    /** Takes the card out; what becomes of it is done once the reader has let go of it. */
    private static void takeOut(Seat seat, Runnable then) {
        if (seat.piece != null && seat.then == null) {
            seat.moment = null;
            seat.then = then;
            seat.agent.say("remove " + seat.reader);
        }
    }

    /** Takes the card out in the middle, to put it in elsewhere. */
    void carry(Seat seat) {
        takeOut(seat, () -> pile.putOnTop(inside(seat)));
    }

    private void out(Seat seat) {
        if (seat.piece != null && seat.then != null) {
            seat.then.run();
        }
        empty(seat);
    }

    private void empty(Seat seat) {
        seat.piece = null;
        seat.moment = null;
        seat.then = null;
        if (seat.tear != null) {
            tears.addFirst(seat.tear);
            seat.tear = null;
        }
        feed();
    }

    private void torn(Seat seat, Moment moment) {
        if (seat.piece == null || seat.then != null) {
            return;
        }
        if (seat.tear != null) {
            hits.hit(Kind.TEAR, moment, inside(seat));
            hits.done(Kind.TEAR);
            hits.aimed(Kind.TEAR);
            seat.tear = null;
        }
        pile.putOnTop(inside(seat));
        empty(seat);
    }

    /** Its readers are dark, and the cards in them have no power. */
    void ended(Part agent) {
        for (Seat seat : seats.values()) {
            if (seat.agent == agent) {
                seat.ready = false;
                if (seat.piece != null && seat.then != null) {
                    seat.then.run();
                } else if (seat.piece != null) {
                    pile.putOnTop(inside(seat));
                }
                empty(seat);
            }
        }
    }

    /** Puts cards in where one is asked for. */
    void feed() {
        for (Seat seat : seats.values()) {
            if (seat.ready && seat.piece == null && !pile.isEmpty()) {
                insert(seat, pile.take());
            }
        }
    }

    private void insert(Seat seat, Piece piece) {
        seat.ready = false;
        seat.piece = piece;
        seat.moment = Moment.IDENTIFYING;
        seat.insertedAt = System.nanoTime();
        piece.insertions++;
        disturbances.removeIf(each -> each.until() - seat.insertedAt < 0);
        if (disturbances.stream().anyMatch(each -> each.where().test(seat))) {
            piece.hits++;
        }
        seat.tear = tears.pollFirst();
        String how = seat.tear == null ? "" : " " + seat.tear.command() + " " + seat.tear.place();
        seat.agent.say("insert " + seat.reader + " " + piece.file + how);
    }

    /** Carries cards elsewhere whose readers give no signal. */
    void lookAround() {
        long now = System.nanoTime();
        seats.values().stream()
                .filter(seat -> seat.isBusy() && now - seat.insertedAt > PATIENCE.toNanos())
                .forEach(this::carry);
    }
}
