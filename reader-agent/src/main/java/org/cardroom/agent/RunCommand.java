package org.cardroom.agent;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.smartcardio.CardTerminal;
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

    @Override
    public void run() {
        AgentConfig settings = AgentConfig.load(dir, processors, Kafka.at(kafka, kafkaProperties));
        Map<String, Supplier<CardTerminal>> slots = PcscReaders.matching(readers);
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        try (Interruption interruption = Interruption.expected();
                Agent agent = Agent.start(settings, slots, new Console(print))) {
            print.println(settings.name() + " serves " + agent.slots() + " readers; Ctrl-C ends it");
            print.flush();
            interruption.await();
        }
    }
}
