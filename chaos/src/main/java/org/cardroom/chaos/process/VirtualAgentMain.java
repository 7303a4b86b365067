package org.cardroom.chaos.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.slot.ReaderAgent;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.testkit.process.StdinLifeline;

/**
 * Main class of an agent process with virtual readers. Standard input: {@code insert READER FILE}, {@code insert READER
 * FILE NUMBER before|inside|after} for a card that is removed at that command, and {@code remove READER}. It prints {@code
 * ready}, and the status and card phase of each reader.
 */
final class VirtualAgentMain {
    private final Map<String, InstrumentedReader> readers = new LinkedHashMap<>();

    private VirtualAgentMain() {}

    /** Arguments: folder, broker, file of processor keys, number of readers, milliseconds per APDU. */
    public static void main(String[] arguments) {
        AgentConfig config = AgentConfig.load(
                Path.of(arguments[0]), Path.of(arguments[2]), new KafkaClients(arguments[1], Map.of()));
        VirtualAgentMain main = new VirtualAgentMain();
        Duration perApdu = Duration.ofMillis(Long.parseLong(arguments[4]));
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            String name = "reader-" + i;
            main.readers.put(
                    name,
                    new InstrumentedReader(
                            name, perApdu, (event, detail) -> ProcessMessage.print(System.out, event, name, detail)));
        }
        main.run(config);
        System.exit(0);
    }

    private void run(AgentConfig config) {
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        readers.forEach((name, reader) -> slots.put(name, reader::terminal));
        SlotObserver observer = status -> ProcessMessage.print(
                System.out,
                "shown",
                status.slot(),
                status.state().name(),
                Objects.requireNonNullElse(status.reason(), ""));
        ReaderAgent agent = ReaderAgent.start(config, slots, observer);
        try (agent) {
            ProcessMessage.print(System.out, "ready");
            StdinLifeline.readUntilClosed(this::onCommand);
        }
    }

    private void onCommand(String line) {
        List<String> words = List.of(line.split(" ", -1));
        InstrumentedReader reader = Objects.requireNonNull(readers.get(words.get(1)), "one of its readers");
        if (words.get(0).equals("insert")) {
            reader.insert(Path.of(words.get(2)), words.subList(3, words.size()));
        } else {
            reader.remove();
        }
    }
}
