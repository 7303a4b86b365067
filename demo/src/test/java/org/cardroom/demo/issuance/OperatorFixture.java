package org.cardroom.demo.issuance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;

/** An agent with some readers and a pair of hands at each, for one case at a time. */
public final class OperatorFixture implements AutoCloseable {
    private final BlockingQueue<ReaderOperator> free = new LinkedBlockingQueue<>();
    private final ReaderAgent agent;

    public OperatorFixture(AgentConfig config, int readers) {
        Map<String, ReaderOperator> hands = new LinkedHashMap<>();
        for (int i = 1; i <= readers; i++) {
            hands.put("reader-" + i, new ReaderOperator("reader-" + i));
        }
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        hands.forEach((slot, hand) -> slots.put(slot, () -> hand.reader));
        free.addAll(hands.values());
        agent = ReaderAgent.start(
                config, slots, status -> hands.get(status.slot()).signals.statusChanged(status));
    }

    /** Puts a card in at any reader that is free, and takes it out at the signal, which it returns. */
    public SlotObserver.SlotStatus serve(VirtualCard card) throws InterruptedException {
        ReaderOperator hand = free.take();
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

    private static final class ReaderOperator {
        private final VirtualReader reader;
        private final SlotSignals signals = new SlotSignals();

        ReaderOperator(String slot) {
            reader = new VirtualReader(slot, Duration.ZERO);
        }

        private SlotObserver.SlotStatus serve(VirtualCard card) {
            signals.clear();
            reader.insert(card);
            SlotObserver.SlotStatus result = signals.awaitResult();
            reader.remove();
            signals.awaitInsert();
            return result;
        }
    }
}
