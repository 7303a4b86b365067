package org.cardroom.processor.modelcheck;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that can be reached, with the fewest faults first and then nearest first, each once: two states are
 * one where their canonical forms are equal. Nothing is drawn and nothing is cut off. What must hold is looked at in every
 * state; what does not is told with the shortest path to it.
 */
final class StateSpaceExplorer<S> {
    private final TransitionSystem<S> rules;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<VisitedState> places = new ArrayList<>();
    private final List<Deque<PendingState<S>>> open = new ArrayList<>();

    /** What is explored. */
    interface TransitionSystem<S> {
        /** Every state that one event leads to, while so many faults are left. */
        List<Transition<S>> transitions(S state, int left);

        /** Equal for two states that differ only in what their ids are and in what nobody can tell any more. */
        String canonical(S state);

        /** What does not hold in it that must; null where all does. */
        @Nullable
        String violation(S state);

        /** How it ended, in words; null where it goes on. */
        @Nullable
        String endDescription(S state);
    }

    /**
     * A state that one event leads to.
     * @param faults how much goes wrong in it
     * @param violation what must not have happened on the way; absent where all is well
     */
    record Transition<S>(
            String event, S state, int faults, @Nullable String violation) {}

    /** Where a state is: how it is reached, what it is, and where it leads although nothing more goes wrong. */
    private static final class VisitedState {
        final @Nullable String end;
        int from;
        String event;
        int faults;
        int[] free = {};

        VisitedState(@Nullable String end, int from, String event, int faults) {
            this.end = end;
            this.from = from;
            this.event = event;
            this.faults = faults;
        }
    }

    private record PendingState<S>(int number, S state) {}

    StateSpaceExplorer(TransitionSystem<S> rules) {
        this.rules = rules;
    }

    /** Visits all states from this one on that take at most so many faults. */
    StateSpaceExplorer<S> explore(S first, int most) {
        for (int i = 0; i <= most; i++) {
            open.add(new ArrayDeque<>());
        }
        visit("", first, -1, 0);
        for (int used = 0; used <= most; used++) {
            Deque<PendingState<S>> level = open.get(used);
            while (!level.isEmpty()) {
                PendingState<S> nearest = level.removeFirst();
                if (places.get(nearest.number).faults == used) {
                    expand(nearest, used, most - used);
                }
            }
        }
        requireEndReachable();
        return this;
    }

    /** How many states take this many faults, and no fewer. */
    long states(int faults) {
        return places.stream().filter(place -> place.faults == faults).count();
    }

    /** How it can end, and how many faults each takes at least. */
    Map<String, Integer> ends() {
        Map<String, Integer> ends = new TreeMap<>();
        for (VisitedState place : places) {
            if (place.end != null) {
                ends.merge(place.end, place.faults, Math::min);
            }
        }
        return ends;
    }

    private void expand(PendingState<S> from, int used, int left) {
        List<Integer> free = new ArrayList<>();
        for (Transition<S> next : rules.transitions(from.state, left)) {
            if (next.violation() != null) {
                fail(next.violation(), from.number, next.event());
            }
            int to = visit(next.event(), next.state(), from.number, used + next.faults());
            if (next.faults() == 0) {
                free.add(to);
            }
        }
        places.get(from.number).free = free.stream().mapToInt(Integer::intValue).toArray();
    }

    private int visit(String event, S state, int from, int used) {
        String canonical = rules.canonical(state);
        Integer known = numbers.get(canonical);
        if (known != null) {
            reachedAgain(known, event, state, from, used);
            return known;
        }
        int number = places.size();
        numbers.put(canonical, number);
        places.add(new VisitedState(rules.endDescription(state), from, event, used));
        String wrong = rules.violation(state);
        if (wrong != null) {
            fail(wrong, number, "so it stands: " + canonical);
        }
        open.get(used).addLast(new PendingState<>(number, state));
        return number;
    }

    /** By a way that takes fewer faults: it is gone on from there. */
    private void reachedAgain(int number, String event, S state, int from, int used) {
        VisitedState place = places.get(number);
        if (used < place.faults) {
            place.faults = used;
            place.from = from;
            place.event = event;
            open.get(used).addLast(new PendingState<>(number, state));
        }
    }

    /** From every state an end can be reached although nothing more goes wrong. */
    private void requireEndReachable() {
        List<List<Integer>> back = new ArrayList<>();
        places.forEach(place -> back.add(new ArrayList<>()));
        BitSet reaching = new BitSet();
        Deque<Integer> todo = new ArrayDeque<>();
        for (int number = 0; number < places.size(); number++) {
            for (int to : places.get(number).free) {
                back.get(to).add(number);
            }
            if (places.get(number).end != null) {
                reaching.set(number);
                todo.add(number);
            }
        }
        while (!todo.isEmpty()) {
            for (int from : back.get(todo.removeFirst())) {
                if (!reaching.get(from)) {
                    reaching.set(from);
                    todo.add(from);
                }
            }
        }
        int stuck = reaching.nextClearBit(0);
        if (stuck < places.size()) {
            fail("no way leads to an end", stuck, "although nothing more goes wrong");
        }
    }

    private void fail(String wrong, int at, String last) {
        List<String> path = new ArrayList<>(List.of(last));
        for (int i = at; i > 0; i = places.get(i).from) {
            path.add(places.get(i).event);
        }
        Collections.reverse(path);
        throw new AssertionError(wrong + ":\n  " + String.join("\n  ", path));
    }
}
