package org.cardroom.room.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.Agent;
import org.cardroom.agent.AgentConfig;
import org.cardroom.agent.SlotObserver;
import org.cardroom.events.message.SlotState;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;

/** An agent with some readers and a pair of hands at each, for one case at a time. */
public final class Hands implements AutoCloseable {
    private final BlockingQueue<Hand> free = new LinkedBlockingQueue<>();
    private final Agent agent;

    public Hands(AgentConfig config, int readers) {
        Map<String, Hand> hands = new LinkedHashMap<>();
        for (int i = 1; i <= readers; i++) {
            hands.put("reader-" + i, new Hand("reader-" + i));
        }
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        hands.forEach((slot, hand) -> slots.put(slot, () -> hand.reader));
        free.addAll(hands.values());
        agent = Agent.start(
                config, slots, shown -> hands.get(shown.slot()).signals.add(shown));
    }

    /** Puts a card in at any reader that is free, and takes it out at the signal, which it returns. */
    public SlotObserver.Shown serve(VirtualCard card) throws InterruptedException {
        Hand hand = free.take();
        try {
            return hand.serve(card);
        } finally {
            free.add(hand);
        }
    }

    @Override
    public void close() {
        agent.close();
    }

    private static final class Hand {
        private final VirtualReader reader;
        private final BlockingQueue<SlotObserver.Shown> signals = new LinkedBlockingQueue<>();

        Hand(String slot) {
            reader = new VirtualReader(slot, Duration.ZERO);
        }

        private SlotObserver.Shown serve(VirtualCard card) throws InterruptedException {
            signals.clear();
            reader.insert(card);
            SlotObserver.Shown end = await(SlotState.REMOVE_ISSUED, SlotState.REMOVE_FAILED);
            reader.remove();
            await(SlotState.INSERT, SlotState.INSERT);
            return end;
        }

        private SlotObserver.Shown await(SlotState one, SlotState other) throws InterruptedException {
            while (true) {
                SlotObserver.Shown shown = signals.poll(60, TimeUnit.SECONDS);
                if (shown == null) {
                    throw new AssertionError("no signal in a minute");
                }
                if (shown.state() == one || shown.state() == other) {
                    return shown;
                }
            }
        }
    }
}
