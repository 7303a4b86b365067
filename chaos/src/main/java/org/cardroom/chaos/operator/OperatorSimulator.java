package org.cardroom.chaos.operator;

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
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.chaos.plan.PlannedFault;
import org.cardroom.chaos.process.ExchangePhase;
import org.cardroom.chaos.process.SupervisedProcess;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.jspecify.annotations.Nullable;

/**
 * The operators at all readers: put a card in where one is asked for, take it out at the signal, and put it in again,
 * wherever a reader is free, if it was not issued. Used by one thread.
 */
public final class OperatorSimulator {
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

    private final CardQueue queue;
    private final FaultStatistics statistics;
    private final Map<String, ReaderState> seats = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Deque<PlannedFault> tears = new ArrayDeque<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    private int ended;
    private int doubled;

    /** Something is away or slow: it concerns what is put in there meanwhile as well. */
    private record Disturbance(Predicate<ReaderState> where, long until) {}

    public OperatorSimulator(CardQueue queue, FaultStatistics statistics) {
        this.queue = queue;
        this.statistics = statistics;
    }

    /** Somebody stands at each reader of this agent from now on. */
    public void addReaders(SupervisedProcess agent, int readers) {
        for (int i = 0; i < readers; i++) {
            String reader = "reader-" + i;
            seats.put(key(agent, reader), new ReaderState(agent, reader));
        }
    }

    private static String key(SupervisedProcess agent, String reader) {
        return agent.name() + " " + reader;
    }

    /** How many cards came to what looks like their end. */
    public int endedCount() {
        return ended;
    }

    /** How often a card was sent an answer to a challenge that had its answer already. */
    public int duplicateAnswerCount() {
        return doubled;
    }

    /** Why cards were taken out unissued, and how often. */
    public Map<String, Integer> removalReasons() {
        return reasons;
    }

    /** Nothing waits, and nothing is in a reader. */
    public boolean isIdle() {
        return queue.isEmpty() && seats.values().stream().allMatch(readerState -> readerState.card == null);
    }

    public List<ReaderState> busyReaders() {
        return busyReaders(readerState -> true);
    }

    public List<ReaderState> busyReaders(Predicate<ReaderState> which) {
        return seats.values().stream()
                .filter(readerState -> readerState.isBusy() && which.test(readerState))
                .toList();
    }

    /** The next card that is put in is torn out; if it is gone before that, the next one after it. */
    public void scheduleTear(PlannedFault fault) {
        tears.addLast(fault);
    }

    /** A card that comes to one of these seats within this time is disturbed too. */
    public void addDisturbance(Predicate<ReaderState> where, Duration time) {
        disturbances.add(new Disturbance(where, System.nanoTime() + time.toNanos()));
    }

    public boolean hasPendingTear() {
        return !tears.isEmpty() || seats.values().stream().anyMatch(readerState -> readerState.plannedTear != null);
    }

    /** No card comes any more; returns how many were to be torn. */
    public int cancelTears() {
        int left = tears.size();
        tears.clear();
        return left;
    }

    /** An agent said something; returns the seat where an exchange took a step, if that is what it said. */
    @Nullable
    public ReaderState onAgentMessage(SupervisedProcess agent, List<String> words) {
        ReaderState readerState = words.size() < 3 ? null : seats.get(key(agent, words.get(1)));
        if (readerState == null) {
            return null;
        }
        switch (words.get(0)) {
            case "step" -> {
                if (readerState.card != null && readerState.onRemoved == null) {
                    readerState.currentPhase = ExchangePhase.valueOf(words.get(2));
                    return readerState;
                }
            }
            case "shown" -> shown(readerState, SlotState.valueOf(words.get(2)), words);
            case "torn" -> torn(readerState, ExchangePhase.valueOf(words.get(2)));
            case "removed" -> out(readerState);
            case "doubled" -> doubled++;
            default -> throw new IllegalStateException("an agent says " + words.get(0));
        }
        return null;
    }

    private void shown(ReaderState readerState, SlotState state, List<String> words) {
        if (state == SlotState.INSERT) {
            readerState.ready = true;
            insertWaitingCards();
        } else if (state == SlotState.REMOVE_ISSUED) {
            takeOut(readerState, () -> end(readerState, true));
        } else if (state == SlotState.REMOVE_FAILED) {
            String reason = String.join(" ", words.subList(3, words.size()));
            takeOut(readerState, () -> bad(readerState, reason));
        }
    }

    private void bad(ReaderState readerState, String reason) {
        TrackedCard trackedCard = inside(readerState);
        trackedCard.lastReason = reason;
        reasons.merge(reason, 1, Integer::sum);
        if (FINAL.contains(reason) || trackedCard.insertions >= MOST_INSERTIONS) {
            end(readerState, false);
        } else {
            queue.addFirst(trackedCard);
        }
    }

    private void end(ReaderState readerState, boolean good) {
        TrackedCard trackedCard = inside(readerState);
        statistics.recordRecovery(trackedCard);
        ended += trackedCard.ended ? 0 : 1;
        trackedCard.ended = true;
        trackedCard.issued |= good;
    }

    private static TrackedCard inside(ReaderState readerState) {
        TrackedCard trackedCard = readerState.card;
        if (trackedCard == null) {
            throw new IllegalStateException("nothing is in " + readerState.reader);
        }
        return trackedCard;
    }

    /** Takes the card out; what becomes of it is done once the reader has let go of it. */
    private static void takeOut(ReaderState readerState, Runnable then) {
        if (readerState.card != null && readerState.onRemoved == null) {
            readerState.currentPhase = null;
            readerState.onRemoved = then;
            readerState.agent.send("remove " + readerState.reader);
        }
    }

    /** Takes the card out in the middle, to put it in elsewhere. */
    public void moveElsewhere(ReaderState readerState) {
        takeOut(readerState, () -> queue.addFirst(inside(readerState)));
    }

    private void out(ReaderState readerState) {
        if (readerState.card != null && readerState.onRemoved != null) {
            readerState.onRemoved.run();
        }
        empty(readerState);
    }

    private void empty(ReaderState readerState) {
        readerState.card = null;
        readerState.currentPhase = null;
        readerState.onRemoved = null;
        if (readerState.plannedTear != null) {
            tears.addFirst(readerState.plannedTear);
            readerState.plannedTear = null;
        }
        insertWaitingCards();
    }

    private void torn(ReaderState readerState, ExchangePhase phase) {
        if (readerState.card == null || readerState.onRemoved != null) {
            return;
        }
        if (readerState.plannedTear != null) {
            statistics.recordHit(FaultKind.TEAR, phase, inside(readerState));
            statistics.countDone(FaultKind.TEAR);
            statistics.countAimed(FaultKind.TEAR);
            readerState.plannedTear = null;
        }
        queue.addFirst(inside(readerState));
        empty(readerState);
    }

    /** Its readers are dark, and the cards in them have no power. */
    public void onAgentExit(SupervisedProcess agent) {
        for (ReaderState readerState : seats.values()) {
            if (readerState.agent == agent) {
                readerState.ready = false;
                if (readerState.card != null && readerState.onRemoved != null) {
                    readerState.onRemoved.run();
                } else if (readerState.card != null) {
                    queue.addFirst(inside(readerState));
                }
                empty(readerState);
            }
        }
    }

    /** Puts cards in where one is asked for. */
    public void insertWaitingCards() {
        for (ReaderState readerState : seats.values()) {
            if (readerState.ready && readerState.card == null && !queue.isEmpty()) {
                insert(readerState, queue.takeNext());
            }
        }
    }

    private void insert(ReaderState readerState, TrackedCard trackedCard) {
        readerState.ready = false;
        readerState.card = trackedCard;
        readerState.currentPhase = ExchangePhase.IDENTIFYING;
        readerState.insertedAt = System.nanoTime();
        trackedCard.insertions++;
        disturbances.removeIf(each -> each.until() - readerState.insertedAt < 0);
        if (disturbances.stream().anyMatch(each -> each.where().test(readerState))) {
            trackedCard.hitCount++;
        }
        readerState.plannedTear = tears.pollFirst();
        String how = readerState.plannedTear == null
                ? ""
                : " " + readerState.plannedTear.tearAtCommand() + " " + readerState.plannedTear.tearPosition();
        readerState.agent.send("insert " + readerState.reader + " " + trackedCard.file + how);
    }

    /** Carries cards elsewhere whose readers give no signal. */
    public void moveTimedOutCards() {
        long now = System.nanoTime();
        seats.values().stream()
                .filter(readerState -> readerState.isBusy() && now - readerState.insertedAt > PATIENCE.toNanos())
                .forEach(this::moveElsewhere);
    }
}
