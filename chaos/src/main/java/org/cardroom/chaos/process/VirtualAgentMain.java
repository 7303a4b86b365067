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
 * A process that is an agent with virtual readers, and hears from its operator what to do: {@code insert READER FILE},
 * or {@code insert READER FILE NUMBER before|inside|after} for a card that is torn out at that command, and {@code
 * remove READER}. It says {@code ready}, and of each reader what it shows and where its card's exchange is.
 */
final class VirtualAgentMain {
    private final Map<String, InstrumentedReader> readers = new LinkedHashMap<>();

    private VirtualAgentMain() {}

    /** The agent's folder, the broker, the processors' public keys, how many readers, milliseconds of a command. */
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
                            name, perApdu, (what, more) -> ProcessMessage.print(System.out, what, name, more)));
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
            StdinLifeline.readUntilClosed(this::told);
        }
    }

    private void told(String line) {
        List<String> words = List.of(line.split(" ", -1));
        InstrumentedReader reader = Objects.requireNonNull(readers.get(words.get(1)), "one of its readers");
        if (words.get(0).equals("insert")) {
            reader.insert(Path.of(words.get(2)), words.subList(3, words.size()));
        } else {
            reader.remove();
        }
    }
}
