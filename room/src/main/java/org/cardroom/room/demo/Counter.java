package org.cardroom.room.demo;

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
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.cardroom.room.hall.Room;

/** The counter of a room: virtual readers, the agents that serve them, and an operator at each. */
final class Counter implements AutoCloseable {
    private static final int MOST_SLOTS = 16;

    private final List<ReaderAgent> agents = new ArrayList<>();
    private final Map<String, Operator> operators = new LinkedHashMap<>();

    private Counter() {}

    /**
     * Opens it: enrols as many agents as the readers need, of sixteen slots each. A card that comes back after a
     * crash is then mostly with the agent whose journal knows what it was sent.
     *
     * @param readers how many
     * @param perApdu what each command to a card takes
     * @param stations where they all stand
     */
    static Counter open(Room room, int readers, Duration perApdu, NavigableSet<String> stations, Tally tally) {
        Counter counter = new Counter();
        for (int i = 1; i <= readers; i++) {
            String slot = "reader-" + i;
            counter.operators.put(slot, new Operator(new VirtualReader(slot, perApdu), tally));
        }
        int count = (readers + MOST_SLOTS - 1) / MOST_SLOTS;
        try {
            for (int i = 0; i < count; i++) {
                counter.agents.add(counter.agent(room, stations, i, count));
            }
            return counter;
        } catch (RuntimeException e) {
            counter.close();
            throw e;
        }
    }

    private ReaderAgent agent(Room room, NavigableSet<String> stations, int index, int count) {
        AgentConfig config = room.agent("counter-" + (index + 1), stations);
        return ReaderAgent.start(config, slots(index, count), new Watching(operators));
    }

    /** Every count-th reader is this agent's. */
    private Map<String, Supplier<CardTerminal>> slots(int index, int count) {
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        int n = 0;
        for (Map.Entry<String, Operator> entry : operators.entrySet()) {
            if (n++ % count == index) {
                slots.put(entry.getKey(), entry.getValue()::reader);
            }
        }
        return slots;
    }

    /** Puts these cards in, until the pile is gone or it is time to stop. */
    void work(Deque<VirtualCard> pile, CountDownLatch stop) {
        Operator.workAll(operators.values(), pile, stop);
    }

    @Override
    public void close() {
        agents.forEach(ReaderAgent::close);
    }
}
