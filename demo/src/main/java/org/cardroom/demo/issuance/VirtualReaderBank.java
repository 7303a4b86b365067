package org.cardroom.demo.issuance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;

/** The counter of a room: virtual readers, the agents that serve them, and an operator at each. */
public final class VirtualReaderBank implements AutoCloseable {
    private static final int MOST_SLOTS = 16;

    private final List<ReaderAgent> agents = new ArrayList<>();
    private final Map<String, VirtualOperator> operators = new LinkedHashMap<>();

    private VirtualReaderBank() {}

    /**
     * Opens it: enrols as many agents as the readers need, of sixteen slots each. A card that comes back after a
     * crash is then mostly with the agent whose journal knows what it was sent.
     *
     * @param readers how many
     * @param perApdu what each command to a card takes
     * @param stations where they all stand
     */
    public static VirtualReaderBank start(
            LocalSystem system, int readers, Duration perApdu, NavigableSet<String> stations, DemoMetrics metrics) {
        VirtualReaderBank readerBank = new VirtualReaderBank();
        for (int i = 1; i <= readers; i++) {
            String slot = "reader-" + i;
            readerBank.operators.put(slot, new VirtualOperator(new VirtualReader(slot, perApdu), metrics));
        }
        int count = (readers + MOST_SLOTS - 1) / MOST_SLOTS;
        try {
            for (int i = 0; i < count; i++) {
                readerBank.agents.add(readerBank.agent(system, stations, i, count));
            }
            return readerBank;
        } catch (RuntimeException e) {
            readerBank.close();
            throw e;
        }
    }

    private ReaderAgent agent(LocalSystem system, NavigableSet<String> stations, int index, int count) {
        AgentConfig config = system.enrolAgent("counter-" + (index + 1), stations);
        return ReaderAgent.start(config, slots(index, count), new OperatorObserver(operators));
    }

    /** Every count-th reader is this agent's. */
    private Map<String, Supplier<CardTerminal>> slots(int index, int count) {
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        int n = 0;
        for (Map.Entry<String, VirtualOperator> entry : operators.entrySet()) {
            if (n++ % count == index) {
                slots.put(entry.getKey(), entry.getValue()::reader);
            }
        }
        return slots;
    }

    /** Puts these cards in, until the pile is gone or it is time to stop. */
    public void issueAll(Deque<VirtualCard> pile, CountDownLatch stop) {
        VirtualOperator.runAll(operators.values(), pile, stop);
    }

    @Override
    public void close() {
        agents.forEach(ReaderAgent::close);
    }
}
