package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.Readers;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;

/** One agent with one reader, and processors in memory. */
final class TestRoom implements AutoCloseable {
    static final Patience SHORT = new Patience(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(5));

    final VirtualReader reader = new VirtualReader("Virtual", Duration.ZERO);
    final List<SlotObserver.Shown> shown = new CopyOnWriteArrayList<>();
    final ScriptedProcessors processors;
    final InstructionClient link;
    private final Agent agent;

    TestRoom(Path journal, ScriptedProcessors processors) {
        this(journal, processors, SHORT, null);
    }

    TestRoom(Path journal, ScriptedProcessors processors, Patience patience, CardTerminal other) {
        this(journal, processors, patience, other, Agent.USUAL_FAULTS);
    }

    /** Whose reader is given up after so many faults in a row; 0 for never. */
    TestRoom(Path journal, ScriptedProcessors processors, Patience patience, CardTerminal other, int mostFaults) {
        this.processors = processors;
        this.link = processors.connectClient(patience.answer());
        Supplier<CardTerminal> terminal = () -> other == null ? reader : other;
        Readers readers = Readers.fixed(Map.of("slot-1", terminal));
        this.agent = Agent.start(link, WriteJournal.at(journal), readers, shown::add, patience, mostFaults);
    }

    /** What the agent that belongs to the processors is started with, over a real broker. */
    static AgentConfig config(KafkaClients kafka, Path journal) {
        InstructionClient.AgentIdentity agent = ScriptedProcessors.agentIdentity();
        return new AgentConfig(agent.agent(), agent.key(), agent.processorsId(), agent.processors(), kafka, journal);
    }

    /** Puts a card in, and takes it out once the slot says so. */
    SlotObserver.Shown serve(VirtualCard card) {
        awaitEmpty();
        int before = shown.size();
        reader.insert(card);
        SlotObserver.Shown end = awaitEnd(before);
        reader.remove();
        awaitEmpty();
        return end;
    }

    SlotObserver.Shown awaitEnd(int from) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> shown.stream().skip(from).anyMatch(TestRoom::isEnd));
        return shown.stream().skip(from).filter(TestRoom::isEnd).findFirst().orElseThrow();
    }

    void awaitReason(String reason) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> shown.stream().anyMatch(now -> reason.equals(now.reason())));
    }

    void awaitEmpty() {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !shown.isEmpty() && shown.get(shown.size() - 1).state() == SlotState.INSERT);
    }

    private static boolean isEnd(SlotObserver.Shown now) {
        return now.state() == SlotState.REMOVE_ISSUED || now.state() == SlotState.REMOVE_FAILED;
    }

    void assertLast(String reason) {
        assertBad(shown.get(shown.size() - 1), reason);
    }

    static void assertGood(SlotObserver.Shown end) {
        assertThat(end.state()).as("%s", end).isEqualTo(SlotState.REMOVE_ISSUED);
    }

    static void assertBad(SlotObserver.Shown end, String reason) {
        assertThat(end.state()).isEqualTo(SlotState.REMOVE_FAILED);
        assertThat(end.reason()).isEqualTo(reason);
    }

    @Override
    public void close() {
        agent.close();
    }
}
