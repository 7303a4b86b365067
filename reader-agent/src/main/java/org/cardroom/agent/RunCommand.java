package org.cardroom.agent;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.cardroom.agent.reader.PcscReaders;
import org.cardroom.agent.reader.SlotRules;
import org.cardroom.events.command.Interruption;
import org.cardroom.events.topic.Kafka;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an agent over the readers of this machine until it is interrupted. */
@Command(
        name = "run",
        description = "Serves the readers of this machine until it is interrupted.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the folder that 'agent enrol' made")
    private Path dir = Path.of("");

    @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT", description = "the broker")
    private String kafka = "";

    @Option(names = "--kafka-properties", paramLabel = "FILE", description = "more Kafka settings, such as TLS")
    private @Nullable Path kafkaProperties;

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

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "" + Agent.USUAL_FAULTS,
            description = "after how many faults in a row a reader is quarantined; 0: never. Default: ${DEFAULT-VALUE}")
    private int faults;

    @Override
    public void run() {
        AgentConfig settings = AgentConfig.load(dir, processors, Kafka.at(kafka, kafkaProperties));
        PcscReaders there = new PcscReaders(readers, slots == null ? SlotRules.NONE : SlotRules.read(slots));
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        try (Interruption interruption = Interruption.expected();
                Agent agent = Agent.start(settings, there, new Console(print), faults)) {
            print.println(settings.name() + " serves " + agent.slots() + " readers; Ctrl-C ends it");
            print.flush();
            interruption.await();
        }
    }
}
