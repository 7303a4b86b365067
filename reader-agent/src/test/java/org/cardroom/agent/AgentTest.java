package org.cardroom.agent;

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
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.client.KafkaScriptedProcessors;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent, with many readers and a real broker. */
class AgentTest {
    private static final int SLOTS = 8;

    @TempDir
    private Path folder;

    private final List<VirtualReader> readers = IntStream.range(0, SLOTS)
            .mapToObj(i -> new VirtualReader("slot-" + i, Duration.ZERO))
            .toList();
    private final List<SlotObserver.Shown> shown = new CopyOnWriteArrayList<>();
    private final KafkaClients kafka = new KafkaClients(Servers.shared().bootstrap(), Map.of());

    private Map<String, Supplier<CardTerminal>> slots() {
        return readers.stream().collect(Collectors.toMap(CardTerminal::getName, AgentTest::always));
    }

    private static Supplier<CardTerminal> always(CardTerminal terminal) {
        return () -> terminal;
    }

    private Agent start() {
        return Agent.start(TestRoom.config(kafka, folder.resolve("journal")), slots(), shown::add);
    }

    @Test
    void issuesManyCardsAtOnce() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        Map<VirtualReader, VirtualCard> cards = readers.stream()
                .collect(Collectors.toMap(
                        Function.identity(), reader -> NewCard.piv().make()));
        KafkaScriptedProcessors processors = new KafkaScriptedProcessors(kafka, new ScriptedProcessors(new Issuing()));
        try (Agent agent = start()) {
            assertThat(agent).isNotNull();
            cards.forEach(VirtualReader::insert);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> shown.stream().filter(AgentTest::isGood).count() == SLOTS);
        } finally {
            processors.close();
        }
        assertThat(cards.values()).allSatisfy(card -> Proof.of(card).isIssued());
    }

    private static boolean isGood(SlotObserver.Shown now) {
        return now.state() == SlotState.REMOVE_ISSUED;
    }

    @Test
    void leavesNoSlotBehind() {
        Agent agent = start();
        await().until(() -> shown.size() == SLOTS);
        agent.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("slot-"));
    }

    @Test
    void cannotRunTwiceOnOneJournal() {
        try (Agent agent = start()) {
            assertThat(agent).isNotNull();
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(this::start)
                    .withMessageContaining("another agent uses the journal");
        }
    }
}
