package org.cardroom.testkit.operator;

import java.time.Duration;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;

/** The operator of one reader: inserts a card, waits for the signal, removes the card. */
public final class VirtualOperator {
    private static final Duration SIGNAL_BOUND = Duration.ofMinutes(1);

    private final VirtualReader reader;
    private final OperatorMetrics metrics;
    private final BlockingQueue<SlotState> signals = new LinkedBlockingQueue<>();
    private volatile int current;

    public VirtualOperator(VirtualReader reader, OperatorMetrics metrics) {
        this.reader = reader;
        this.metrics = metrics;
    }

    public VirtualReader reader() {
        return reader;
    }

    /** Receives a new state of the slot. Thread-safe. */
    public void onState(SlotState state) {
        signals.add(state);
    }

    /** Receives how long an answer for the inserted card took. Thread-safe. */
    public void onInstruction(Duration took) {
        metrics.recordAnswer(current, took);
    }

    /** Has the operators insert all cards, one thread each, and returns when the last operator stops. */
    public static void runAll(Collection<VirtualOperator> operators, Deque<VirtualCard> cards, CountDownLatch stop) {
        List<Thread> threads = operators.stream()
                .map(operator -> new Thread(() -> operator.work(cards, stop), "operator"))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Works until there are no more cards or the latch opens; finishes the inserted card. */
    private void work(Deque<VirtualCard> cards, CountDownLatch stop) {
        while (stop.getCount() > 0) {
            VirtualCard card;
            synchronized (cards) {
                card = cards.poll();
            }
            if (card == null || !handle(card)) {
                return;
            }
        }
    }

    /** Returns false if the slot gave no signal: it serves no further card. */
    private boolean handle(VirtualCard card) {
        signals.clear();
        current = metrics.recordInsertion();
        reader.insert(card);
        SlotState result = await(Set.of(SlotState.REMOVE_ISSUED, SlotState.REMOVE_FAILED));
        reader.remove();
        metrics.recordRemoval(result == SlotState.REMOVE_ISSUED);
        return result != SlotState.FAULT && await(Set.of(SlotState.INSERT)) == SlotState.INSERT;
    }

    /** Returns FAULT if none of the states is shown within a minute. */
    private SlotState await(Set<SlotState> states) {
        long end = System.nanoTime() + SIGNAL_BOUND.toNanos();
        try {
            SlotState state = signals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            while (state != null && !states.contains(state)) {
                state = signals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return state == null ? SlotState.FAULT : state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SlotState.FAULT;
        }
    }
}
