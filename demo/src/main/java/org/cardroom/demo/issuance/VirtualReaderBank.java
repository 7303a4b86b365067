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
import org.cardroom.db.DatabaseRole;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardStore;
import org.cardroom.testkit.operator.OperatorMetrics;
import org.cardroom.testkit.operator.VirtualOperator;
import org.cardroom.testkit.reader.VirtualReader;

/** Virtual readers with an operator each, and the agents that serve them. */
public final class VirtualReaderBank implements AutoCloseable {
    private static final int MAX_SLOTS = 16;

    private final IssuanceRequestRepository requests;
    private final VirtualCardStore cards;
    private final List<ReaderAgent> agents = new ArrayList<>();
    private final Map<String, VirtualOperator> operators = new LinkedHashMap<>();

    private VirtualReaderBank(LocalSystem system, VirtualCardStore cards) {
        this.requests = new IssuanceRequestRepository(system.database(DatabaseRole.PROCESSOR));
        this.cards = cards;
    }

    /**
     * Enrols and starts agents of at most 16 slots. Few agents: a card that is inserted again after a crash is then
     * mostly at the agent whose journal knows its writes.
     * @param perApdu time that a card takes for each command
     * @param stations of every agent
     */
    public static VirtualReaderBank start(
            LocalSystem system,
            VirtualCardStore cards,
            int readers,
            Duration perApdu,
            NavigableSet<String> stations,
            OperatorMetrics metrics) {
        VirtualReaderBank bank = new VirtualReaderBank(system, cards);
        for (int i = 1; i <= readers; i++) {
            String slot = "reader-" + i;
            bank.operators.put(slot, new VirtualOperator(new VirtualReader(slot, perApdu), metrics));
        }
        int count = (readers + MAX_SLOTS - 1) / MAX_SLOTS;
        try {
            for (int i = 0; i < count; i++) {
                AgentConfig config = system.enrolAgent("counter-" + (i + 1), stations);
                bank.agents.add(ReaderAgent.start(config, bank.slots(i, count), new OperatorObserver(bank.operators)));
            }
            return bank;
        } catch (RuntimeException e) {
            bank.close();
            throw e;
        }
    }

    /** Deals the readers out to the agents in turn. */
    private Map<String, Supplier<CardTerminal>> slots(int agent, int count) {
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        int n = 0;
        for (Map.Entry<String, VirtualOperator> entry : operators.entrySet()) {
            if (n++ % count == agent) {
                slots.put(entry.getKey(), entry.getValue()::reader);
            }
        }
        return slots;
    }

    /** Inserts a card for each request and returns when all were removed; opens no further card once the latch opens. */
    public void issueAll(List<OpenRequest> open, CountDownLatch stop) {
        List<VirtualCardStore.CardOrder> orders = open.stream()
                .map(request -> new VirtualCardStore.CardOrder(request.kind(), request.algorithm(), request.cardId()))
                .toList();
        Deque<VirtualCard> allocated = cards.allocate(orders, requests.findNamedOrInUse(cards.ids()));
        VirtualOperator.runAll(operators.values(), allocated, stop);
    }

    @Override
    public void close() {
        agents.forEach(ReaderAgent::close);
    }
}
