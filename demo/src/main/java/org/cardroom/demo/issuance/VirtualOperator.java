package org.cardroom.demo.issuance;

import java.time.Duration;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;

/** The hands at one reader: put a card in, wait for the signal, take it out. */
public final class VirtualOperator {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final VirtualReader reader;
    private final DemoMetrics metrics;
    private final BlockingQueue<SlotState> signals = new LinkedBlockingQueue<>();
    private volatile int current;

    public VirtualOperator(VirtualReader reader, DemoMetrics metrics) {
        this.reader = reader;
        this.metrics = metrics;
    }

    public VirtualReader reader() {
        return reader;
    }

    /** The slot shows another thing. */
    void onState(SlotState state) {
        signals.add(state);
    }

    /** An instruction arrived for the card that is in. */
    void onInstruction(Duration took) {
        metrics.recordAnswer(current, took);
    }

    /** All of them work on one pile, and this waits for them. */
    public static void runAll(Collection<VirtualOperator> operators, Deque<VirtualCard> pile, CountDownLatch stop) {
        List<Thread> hands = operators.stream()
                .map(operator -> new Thread(() -> operator.work(pile, stop), "operator"))
                .toList();
        hands.forEach(Thread::start);
        for (Thread hand : hands) {
            try {
                hand.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Works until the pile is gone, or it is time to stop: the card that is in is finished. */
    private void work(Deque<VirtualCard> pile, CountDownLatch stop) {
        while (stop.getCount() > 0) {
            VirtualCard card;
            synchronized (pile) {
                card = pile.poll();
            }
            if (card == null || !handle(card)) {
                return;
            }
        }
    }

    /** False where the slot gave no signal: there is no sense in going on. */
    private boolean handle(VirtualCard card) {
        signals.clear();
        current = metrics.recordInsertion();
        reader.insert(card);
        SlotState end = await(SlotState.REMOVE_ISSUED, SlotState.REMOVE_FAILED);
        reader.remove();
        metrics.recordRemoval(end == SlotState.REMOVE_ISSUED);
        return end != SlotState.FAULT && await(SlotState.INSERT, SlotState.INSERT) == SlotState.INSERT;
    }

    /** FAULT where neither is shown in time. */
    private SlotState await(SlotState one, SlotState other) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                SlotState state = signals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (state == null) {
                    return SlotState.FAULT;
                }
                if (state == one || state == other) {
                    return state;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SlotState.FAULT;
        }
    }
}
