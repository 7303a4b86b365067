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
 * Simulates the operators at all readers: inserts a card where a reader is ready, removes it at the signal, and inserts it
 * again at any free reader if it was not issued. Used by one thread.
 */
public final class OperatorSimulator {
    /** After this time without a signal, the card is moved to another reader. */
    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(45);
    /** After this many insertions, the card waits for the next round. */
    private static final int MAX_INSERTIONS = 12;

    /** Reasons after which a card is not inserted again. */
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
    private final Map<String, ReaderState> readers = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Deque<PlannedFault> tears = new ArrayDeque<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    private int ended;
    private int duplicateAnswers;

    /** A fault that also affects cards inserted at these readers until its end. */
    private record Disturbance(Predicate<ReaderState> where, long until) {}

    public OperatorSimulator(CardQueue queue, FaultStatistics statistics) {
        this.queue = queue;
        this.statistics = statistics;
    }

    /** Adds the readers of an agent. */
    public void addReaders(SupervisedProcess agent, int count) {
        for (int i = 0; i < count; i++) {
            String reader = "reader-" + i;
            readers.put(key(agent, reader), new ReaderState(agent, reader));
        }
    }

    private static String key(SupervisedProcess agent, String reader) {
        return agent.name() + " " + reader;
    }

    /** Returns the number of cards that were issued or finally refused. */
    public int endedCount() {
        return ended;
    }

    /** Returns the number of second responses sent to the same challenge. */
    public int duplicateAnswerCount() {
        return duplicateAnswers;
    }

    /** Returns how often cards were removed unissued, by reason. */
    public Map<String, Integer> removalReasons() {
        return reasons;
    }

    /** Whether no card is waiting or inserted. */
    public boolean isIdle() {
        return queue.isEmpty() && readers.values().stream().allMatch(slot -> slot.card == null);
    }

    public List<ReaderState> busyReaders() {
        return busyReaders(slot -> true);
    }

    public List<ReaderState> busyReaders(Predicate<ReaderState> filter) {
        return readers.values().stream()
                .filter(slot -> slot.isBusy() && filter.test(slot))
                .toList();
    }

    /** Schedules a tear of the next inserted card, or of a later one if that card is removed first. */
    public void scheduleTear(PlannedFault fault) {
        tears.addLast(fault);
    }

    /** Counts cards inserted at these readers within this time as hit. */
    public void addDisturbance(Predicate<ReaderState> where, Duration time) {
        disturbances.add(new Disturbance(where, System.nanoTime() + time.toNanos()));
    }

    public boolean hasPendingTear() {
        return !tears.isEmpty() || readers.values().stream().anyMatch(slot -> slot.plannedTear != null);
    }

    /** Cancels all scheduled tears; returns their number. */
    public int cancelTears() {
        int left = tears.size();
        tears.clear();
        return left;
    }

    /** Processes a message of an agent; returns the reader whose card has entered a new phase, if any. */
    @Nullable
    public ReaderState onAgentMessage(SupervisedProcess agent, List<String> words) {
        ReaderState slot = words.size() < 3 ? null : readers.get(key(agent, words.get(1)));
        if (slot == null) {
            return null;
        }
        switch (words.get(0)) {
            case "step" -> {
                if (slot.card != null && slot.onRemoved == null) {
                    slot.currentPhase = ExchangePhase.valueOf(words.get(2));
                    return slot;
                }
            }
            case "shown" -> onStatus(slot, SlotState.valueOf(words.get(2)), words);
            case "torn" -> onTear(slot, ExchangePhase.valueOf(words.get(2)));
            case "removed" -> onRemoved(slot);
            case "doubled" -> duplicateAnswers++;
            default -> throw new IllegalStateException("unknown message of an agent: " + words.get(0));
        }
        return null;
    }

    private void onStatus(ReaderState slot, SlotState state, List<String> words) {
        if (state == SlotState.INSERT) {
            slot.ready = true;
            insertWaitingCards();
        } else if (state == SlotState.REMOVE_ISSUED) {
            remove(slot, () -> endCard(slot, true));
        } else if (state == SlotState.REMOVE_FAILED) {
            String reason = String.join(" ", words.subList(3, words.size()));
            remove(slot, () -> onRefused(slot, reason));
        }
    }

    private void onRefused(ReaderState slot, String reason) {
        TrackedCard tracked = requireCard(slot);
        tracked.lastReason = reason;
        reasons.merge(reason, 1, Integer::sum);
        if (FINAL.contains(reason) || tracked.insertions >= MAX_INSERTIONS) {
            endCard(slot, false);
        } else {
            queue.addFirst(tracked);
        }
    }

    private void endCard(ReaderState slot, boolean issued) {
        TrackedCard tracked = requireCard(slot);
        statistics.recordRecovery(tracked);
        ended += tracked.ended ? 0 : 1;
        tracked.ended = true;
        tracked.issued |= issued;
    }

    private static TrackedCard requireCard(ReaderState slot) {
        TrackedCard tracked = slot.card;
        if (tracked == null) {
            throw new IllegalStateException("no card is in " + slot.reader);
        }
        return tracked;
    }

    /** Removes the card; the action runs when the agent has confirmed the removal. */
    private static void remove(ReaderState slot, Runnable then) {
        if (slot.card != null && slot.onRemoved == null) {
            slot.currentPhase = null;
            slot.onRemoved = then;
            slot.agent.send("remove " + slot.reader);
        }
    }

    /** Removes the card before its end and queues it for another reader. */
    public void moveElsewhere(ReaderState slot) {
        remove(slot, () -> queue.addFirst(requireCard(slot)));
    }

    private void onRemoved(ReaderState slot) {
        if (slot.card != null && slot.onRemoved != null) {
            slot.onRemoved.run();
        }
        clear(slot);
    }

    private void clear(ReaderState slot) {
        slot.card = null;
        slot.currentPhase = null;
        slot.onRemoved = null;
        if (slot.plannedTear != null) {
            tears.addFirst(slot.plannedTear);
            slot.plannedTear = null;
        }
        insertWaitingCards();
    }

    private void onTear(ReaderState slot, ExchangePhase phase) {
        if (slot.card == null || slot.onRemoved != null) {
            return;
        }
        if (slot.plannedTear != null) {
            statistics.recordHit(FaultKind.TEAR, phase, requireCard(slot));
            statistics.countDone(FaultKind.TEAR);
            statistics.countAimed(FaultKind.TEAR);
            slot.plannedTear = null;
        }
        queue.addFirst(requireCard(slot));
        clear(slot);
    }

    /** Clears the readers of an agent that exited, and queues their cards again. */
    public void onAgentExit(SupervisedProcess agent) {
        for (ReaderState slot : readers.values()) {
            if (slot.agent == agent) {
                slot.ready = false;
                if (slot.card != null && slot.onRemoved != null) {
                    slot.onRemoved.run();
                } else if (slot.card != null) {
                    queue.addFirst(requireCard(slot));
                }
                clear(slot);
            }
        }
    }

    /** Inserts waiting cards at ready readers. */
    public void insertWaitingCards() {
        for (ReaderState slot : readers.values()) {
            if (slot.ready && slot.card == null && !queue.isEmpty()) {
                insert(slot, queue.takeNext());
            }
        }
    }

    private void insert(ReaderState slot, TrackedCard tracked) {
        slot.ready = false;
        slot.card = tracked;
        slot.currentPhase = ExchangePhase.IDENTIFYING;
        slot.insertedAt = System.nanoTime();
        tracked.insertions++;
        disturbances.removeIf(each -> each.until() - slot.insertedAt < 0);
        if (disturbances.stream().anyMatch(each -> each.where().test(slot))) {
            tracked.hitCount++;
        }
        slot.plannedTear = tears.pollFirst();
        String tear = slot.plannedTear == null
                ? ""
                : " " + slot.plannedTear.tearAtCommand() + " " + slot.plannedTear.tearPosition();
        slot.agent.send("insert " + slot.reader + " " + tracked.file + tear);
    }

    /** Moves cards without a signal within the timeout to other readers. */
    public void moveTimedOutCards() {
        long now = System.nanoTime();
        readers.values().stream()
                .filter(slot -> slot.isBusy() && now - slot.insertedAt > SIGNAL_TIMEOUT.toNanos())
                .forEach(this::moveElsewhere);
    }
}
