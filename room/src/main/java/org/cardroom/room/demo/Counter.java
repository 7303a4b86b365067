package org.cardroom.room.demo;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.Agent;
import org.cardroom.agent.AgentConfig;
import org.cardroom.agent.SlotObserver;
import org.cardroom.db.agents.Agents;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.ProcessorKeys;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.keystore.KeyFile;
import org.cardroom.lab.cards.VirtualReader;

/** The counter of a room: virtual readers, the agents that serve them, and an operator at each. */
final class Counter implements AutoCloseable {
    private static final int MOST_SLOTS = 16;

    private final List<Agent> agents = new ArrayList<>();
    private final Map<String, Operator> operators = new LinkedHashMap<>();

    private Counter() {}

    /**
     * Opens it: enrols as many agents as the readers need, two at least where there are two readers.
     *
     * @param stations where they all stand
     */
    static Counter open(Room room, DemoFolder folder, DemoOptions options, NavigableSet<String> stations, Tally tally) {
        Counter counter = new Counter();
        for (int i = 1; i <= options.readers(); i++) {
            String slot = "reader-" + i;
            counter.operators.put(slot, new Operator(new VirtualReader(slot, options.perApdu()), tally));
        }
        int count = Math.max(Math.min(2, options.readers()), (options.readers() + MOST_SLOTS - 1) / MOST_SLOTS);
        try {
            for (int i = 0; i < count; i++) {
                counter.agents.add(counter.agent(room, folder, stations, i, count));
            }
            return counter;
        } catch (RuntimeException e) {
            counter.close();
            throw e;
        }
    }

    private Agent agent(Room room, DemoFolder folder, NavigableSet<String> stations, int index, int count) {
        String name = "demo-" + (index + 1);
        HpkeKeyPair key = key(folder, name);
        Enrolment enrolment = new Enrolment(
                name,
                key.publicKey(),
                stations,
                Capability.AGENT,
                Clock.systemUTC().instant());
        new Agents(room.store()).enrol(room.officer().sign(enrolment));
        ProcessorKeys processors = room.keys().publicKeys();
        String id = processors.newest();
        AgentConfig config = new AgentConfig(
                name,
                key,
                id,
                Objects.requireNonNull(processors.channelKeys().get(id)),
                room.kafka(),
                folder.agents().resolve(name + ".journal"));
        return Agent.start(config, slots(index, count), observer());
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

    private SlotObserver observer() {
        return new SlotObserver() {
            @Override
            public void shows(Shown shown) {
                operator(shown.slot()).sees(shown.state());
            }

            @Override
            public void answered(String slot, Duration took) {
                operator(slot).answered(took);
            }
        };
    }

    private Operator operator(String slot) {
        return Objects.requireNonNull(operators.get(slot), "a slot that was opened here");
    }

    /** The agent's key, the same at each start, so that its journal stays its own. */
    private static HpkeKeyPair key(DemoFolder folder, String name) {
        Path file = folder.agents().resolve(name + ".p12");
        if (!Files.exists(file)) {
            ByteBuffer key = ByteBuffer.allocate(32);
            HpkeKeyPair.generate().copyPrivateInto(key);
            KeyFile made = KeyFile.create(file, folder.passphrase());
            made.put("agent", key.array());
            made.save();
        }
        return HpkeKeyPair.of(
                KeyFile.open(file, folder.passphrase()).get("agent").getEncoded());
    }

    List<Operator> operators() {
        return List.copyOf(operators.values());
    }

    @Override
    public void close() {
        agents.forEach(Agent::close);
    }
}
