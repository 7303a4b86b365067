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

/** The options of every command about an agent and its readers. */
public final class AgentOptions {
    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the folder that 'agent enrol' made")
    private Path dir = Path.of("");

    @Option(
            names = "--processors",
            required = true,
            paramLabel = "FILE",
            description = "the processors.pub.json that 'processor init-keys' made")
    private Path processors = Path.of("");

    @Option(names = "--readers", paramLabel = "REGEX", description = "serve only readers whose name has this in it")
    private Pattern readers = Pattern.compile("");

    @Option(
            names = "--slots",
            paramLabel = "FILE",
            description = "which reader is which slot; without it a slot is called as its reader is")
    private @Nullable Path slots;

    /**
     * What the agent has to know.
     *
     * @throws org.cardroom.events.command.EnvironmentException if a file cannot be read, or others can read the key
     */
    public AgentConfig agentConfig(KafkaClients kafka) {
        return AgentConfig.load(dir, processors, kafka);
    }

    /**
     * The readers of this machine at their slots.
     *
     * @throws org.cardroom.events.command.EnvironmentException if the slots cannot be read
     */
    public ReaderSource readerSource() {
        return new PcscReaderSource(readers, slots == null ? SlotRules.NONE : SlotRules.read(slots));
    }

    /** Where the agent's files are. */
    public AgentDirectory agentDirectory() {
        return new AgentDirectory(dir);
    }

    public Path processorKeyFile() {
        return processors;
    }
}
