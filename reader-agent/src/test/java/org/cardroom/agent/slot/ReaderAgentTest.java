package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.session.CardStateAssert;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.client.KafkaScriptedProcessors;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent, with many readers and a real broker. */
class ReaderAgentTest {
    private static final int SLOTS = 8;

    @TempDir
    private Path folder;

    private final List<VirtualReader> readers = IntStream.range(0, SLOTS)
            .mapToObj(i -> new VirtualReader("slot-" + i, Duration.ZERO))
            .toList();
    private final List<SlotObserver.SlotStatus> shown = new CopyOnWriteArrayList<>();
    private final KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());

    private Map<String, Supplier<CardTerminal>> slots() {
        return readers.stream().collect(Collectors.toMap(CardTerminal::getName, ReaderAgentTest::always));
    }

    private static Supplier<CardTerminal> always(CardTerminal terminal) {
        return () -> terminal;
    }

    private ReaderAgent start() {
        return ReaderAgent.start(AgentFixture.config(kafka, folder.resolve("journal")), slots(), shown::add);
    }

    @Test
    void issuesManyCardsAtOnce() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        Map<VirtualReader, VirtualCard> cards = readers.stream()
                .collect(Collectors.toMap(
                        Function.identity(), reader -> VirtualCardBuilder.piv().build()));
        KafkaScriptedProcessors processors =
                new KafkaScriptedProcessors(kafka, new ScriptedProcessors(new IssuanceScript()));
        try (ReaderAgent agent = start()) {
            assertThat(agent).isNotNull();
            cards.forEach(VirtualReader::insert);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> shown.stream().filter(ReaderAgentTest::isGood).count() == SLOTS);
        } finally {
            processors.close();
        }
        assertThat(cards.values()).allSatisfy(card -> CardStateAssert.of(card).isIssued());
    }

    private static boolean isGood(SlotObserver.SlotStatus status) {
        return status.state() == SlotState.REMOVE_ISSUED;
    }

    @Test
    void leavesNoSlotBehind() {
        ReaderAgent agent = start();
        await().until(() -> shown.size() == SLOTS);
        agent.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("slot-"));
    }

    @Test
    void cannotRunTwiceOnOneJournal() {
        try (ReaderAgent agent = start()) {
            assertThat(agent).isNotNull();
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(this::start)
                    .withMessageContaining("another agent uses the journal");
        }
    }
}
