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
        return queue.isEmpty() && readers.values().stream().allMatch(readerState -> readerState.card == null);
    }

    public List<ReaderState> busyReaders() {
        return busyReaders(readerState -> true);
    }

    public List<ReaderState> busyReaders(Predicate<ReaderState> filter) {
        return readers.values().stream()
                .filter(readerState -> readerState.isBusy() && filter.test(readerState))
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
        return !tears.isEmpty() || readers.values().stream().anyMatch(readerState -> readerState.plannedTear != null);
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
        ReaderState readerState = words.size() < 3 ? null : readers.get(key(agent, words.get(1)));
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
            case "shown" -> onStatus(readerState, SlotState.valueOf(words.get(2)), words);
            case "torn" -> onTear(readerState, ExchangePhase.valueOf(words.get(2)));
            case "removed" -> onRemoved(readerState);
            case "doubled" -> duplicateAnswers++;
            default -> throw new IllegalStateException("unknown message of an agent: " + words.get(0));
        }
        return null;
    }

    private void onStatus(ReaderState readerState, SlotState state, List<String> words) {
        if (state == SlotState.INSERT) {
            readerState.ready = true;
            insertWaitingCards();
        } else if (state == SlotState.REMOVE_ISSUED) {
            remove(readerState, () -> endCard(readerState, true));
        } else if (state == SlotState.REMOVE_FAILED) {
            String reason = String.join(" ", words.subList(3, words.size()));
            remove(readerState, () -> onRefused(readerState, reason));
        }
    }

    private void onRefused(ReaderState readerState, String reason) {
        TrackedCard trackedCard = requireCard(readerState);
        trackedCard.lastReason = reason;
        reasons.merge(reason, 1, Integer::sum);
        if (FINAL.contains(reason) || trackedCard.insertions >= MAX_INSERTIONS) {
            endCard(readerState, false);
        } else {
            queue.addFirst(trackedCard);
        }
    }

    private void endCard(ReaderState readerState, boolean issued) {
        TrackedCard trackedCard = requireCard(readerState);
        statistics.recordRecovery(trackedCard);
        ended += trackedCard.ended ? 0 : 1;
        trackedCard.ended = true;
        trackedCard.issued |= issued;
    }

    private static TrackedCard requireCard(ReaderState readerState) {
        TrackedCard trackedCard = readerState.card;
        if (trackedCard == null) {
            throw new IllegalStateException("no card is in " + readerState.reader);
        }
        return trackedCard;
    }

    /** Removes the card; the action runs when the agent has confirmed the removal. */
    private static void remove(ReaderState readerState, Runnable then) {
        if (readerState.card != null && readerState.onRemoved == null) {
            readerState.currentPhase = null;
            readerState.onRemoved = then;
            readerState.agent.send("remove " + readerState.reader);
        }
    }

    /** Removes the card before its end and queues it for another reader. */
    public void moveElsewhere(ReaderState readerState) {
        remove(readerState, () -> queue.addFirst(requireCard(readerState)));
    }

    private void onRemoved(ReaderState readerState) {
        if (readerState.card != null && readerState.onRemoved != null) {
            readerState.onRemoved.run();
        }
        clear(readerState);
    }

    private void clear(ReaderState readerState) {
        readerState.card = null;
        readerState.currentPhase = null;
        readerState.onRemoved = null;
        if (readerState.plannedTear != null) {
            tears.addFirst(readerState.plannedTear);
            readerState.plannedTear = null;
        }
        insertWaitingCards();
    }

    private void onTear(ReaderState readerState, ExchangePhase phase) {
        if (readerState.card == null || readerState.onRemoved != null) {
            return;
        }
        if (readerState.plannedTear != null) {
            statistics.recordHit(FaultKind.TEAR, phase, requireCard(readerState));
            statistics.countDone(FaultKind.TEAR);
            statistics.countAimed(FaultKind.TEAR);
            readerState.plannedTear = null;
        }
        queue.addFirst(requireCard(readerState));
        clear(readerState);
    }

    /** Clears the readers of an agent that exited, and queues their cards again. */
    public void onAgentExit(SupervisedProcess agent) {
        for (ReaderState readerState : readers.values()) {
            if (readerState.agent == agent) {
                readerState.ready = false;
                if (readerState.card != null && readerState.onRemoved != null) {
                    readerState.onRemoved.run();
                } else if (readerState.card != null) {
                    queue.addFirst(requireCard(readerState));
                }
                clear(readerState);
            }
        }
    }

    /** Inserts waiting cards at ready readers. */
    public void insertWaitingCards() {
        for (ReaderState readerState : readers.values()) {
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
        String tear = readerState.plannedTear == null
                ? ""
                : " " + readerState.plannedTear.tearAtCommand() + " " + readerState.plannedTear.tearPosition();
        readerState.agent.send("insert " + readerState.reader + " " + trackedCard.file + tear);
    }

    /** Moves cards without a signal within the timeout to other readers. */
    public void moveTimedOutCards() {
        long now = System.nanoTime();
        readers.values().stream()
                .filter(readerState -> readerState.isBusy() && now - readerState.insertedAt > SIGNAL_TIMEOUT.toNanos())
                .forEach(this::moveElsewhere);
    }
}
