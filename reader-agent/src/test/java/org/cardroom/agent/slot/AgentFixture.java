package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;

/** One agent with one reader, and processors in memory. */
public final class AgentFixture implements AutoCloseable {
    public static final AgentTimeouts SHORT_TIMEOUTS =
            new AgentTimeouts(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(5));

    public final VirtualReader reader = new VirtualReader("Virtual", Duration.ZERO);
    public final List<SlotObserver.SlotStatus> shown = new CopyOnWriteArrayList<>();
    final ScriptedProcessors processors;
    public final InstructionClient link;
    private final ReaderAgent agent;

    public AgentFixture(Path journal, ScriptedProcessors processors) {
        this(journal, processors, SHORT_TIMEOUTS, null);
    }

    public AgentFixture(Path journal, ScriptedProcessors processors, AgentTimeouts timeouts, CardTerminal other) {
        this(journal, processors, timeouts, other, ReaderAgent.DEFAULT_MAX_FAULTS);
    }

    /** With a reader that is quarantined after this many faults in a row; 0 for never. */
    AgentFixture(
            Path journal, ScriptedProcessors processors, AgentTimeouts timeouts, CardTerminal other, int mostFaults) {
        this.processors = processors;
        this.link = processors.connectClient(timeouts.instructionTimeout());
        Supplier<CardTerminal> terminal = () -> other == null ? reader : other;
        ReaderSource source = ReaderSource.fixed(Map.of("slot-1", terminal));
        this.agent = ReaderAgent.start(link, WriteJournal.open(journal), source, shown::add, timeouts, mostFaults);
    }

    /** The configuration of the scripted processors' agent, with a real broker. */
    public static AgentConfig config(KafkaClients kafka, Path journal) {
        return new AgentConfig(ScriptedProcessors.agentIdentity(), kafka, journal);
    }

    /** Puts a card in, and takes it out once the slot says so. */
    public SlotObserver.SlotStatus serve(VirtualCard card) {
        awaitEmpty();
        int before = shown.size();
        reader.insert(card);
        SlotObserver.SlotStatus finalStatus = awaitEnd(before);
        reader.remove();
        awaitEmpty();
        return finalStatus;
    }

    public SlotObserver.SlotStatus awaitEnd(int from) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> shown.stream().skip(from).anyMatch(AgentFixture::isEnd));
        return shown.stream().skip(from).filter(AgentFixture::isEnd).findFirst().orElseThrow();
    }

    void awaitReason(String reason) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> shown.stream().anyMatch(status -> reason.equals(status.reason())));
    }

    void awaitEmpty() {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !shown.isEmpty() && shown.get(shown.size() - 1).state() == SlotState.INSERT);
    }

    private static boolean isEnd(SlotObserver.SlotStatus status) {
        return status.state() == SlotState.REMOVE_ISSUED || status.state() == SlotState.REMOVE_FAILED;
    }

    void assertLast(String reason) {
        assertBad(shown.get(shown.size() - 1), reason);
    }

    public static void assertGood(SlotObserver.SlotStatus finalStatus) {
        assertThat(finalStatus.state()).as("%s", finalStatus).isEqualTo(SlotState.REMOVE_ISSUED);
    }

    public static void assertBad(SlotObserver.SlotStatus finalStatus, String reason) {
        assertThat(finalStatus.state()).isEqualTo(SlotState.REMOVE_FAILED);
        assertThat(finalStatus.reason()).isEqualTo(reason);
    }

    @Override
    public void close() {
        agent.close();
    }
}
