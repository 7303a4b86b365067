package org.cardroom.agent.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.config.AgentDirectory;
import org.cardroom.agent.reader.PcscReaderSource;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.reader.SlotRules;
import org.cardroom.events.kafka.KafkaClients;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select an agent's directory, the processors' keys and the readers. */
public final class AgentOptions {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "the agent's directory, created by 'agent enrol'")
    private Path dir = Path.of("");

    @Option(
            names = "--processors",
            required = true,
            paramLabel = "FILE",
            description = "the processors.pub.json that 'processor init-keys' wrote")
    private Path processors = Path.of("");

    @Option(names = "--readers", paramLabel = "REGEX", description = "serve only readers whose name matches this")
    private Pattern readers = Pattern.compile("");

    @Option(
            names = "--slots",
            paramLabel = "FILE",
            description = "JSON file that assigns readers to slots; by default a slot has its reader's name")
    private @Nullable Path slots;

    /** Loads the agent's configuration, as {@link AgentConfig#load} does. */
    public AgentConfig agentConfig(KafkaClients kafka) {
        return AgentConfig.load(dir, processors, kafka);
    }

    /**
     * Returns the selected readers of this machine, assigned to slots.
     * @throws org.cardroom.events.command.EnvironmentException if the slot file cannot be read
     */
    public ReaderSource readerSource() {
        return new PcscReaderSource(readers, slots == null ? SlotRules.NONE : SlotRules.read(slots));
    }

    public AgentDirectory agentDirectory() {
        return new AgentDirectory(dir);
    }

    public Path processorKeyFile() {
        return processors;
    }
}
