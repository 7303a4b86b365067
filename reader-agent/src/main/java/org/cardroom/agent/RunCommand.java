package org.cardroom.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.smartcardio.CardTerminal;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.ProcessorKeys;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.Json;
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

    /** Read from the arguments before they are parsed. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--config", paramLabel = "FILE", description = "a file of settings, such as kafka=host:port")
    private @Nullable Path config;

    @Override
    public void run() {
        AgentConfig settings = settings();
        Map<String, Supplier<CardTerminal>> slots = PcscReaders.matching(readers);
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        Agent agent = Agent.start(settings, slots, new Console(print));
        Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "ending"));
        print.println(settings.name() + " serves " + slots.size() + " readers; Ctrl-C ends it");
        print.flush();
        awaitInterruption();
    }

    private AgentConfig settings() {
        AgentFolder folder = new AgentFolder(dir);
        AgentFolder.Enrollee agent = folder.enrollee();
        HpkeKeyPair key = folder.key(agent);
        ProcessorKeys keys = processorKeys();
        String newest = keys.newest();
        return new AgentConfig(
                agent.agent(),
                key,
                newest,
                Objects.requireNonNull(keys.channelKeys().get(newest)),
                Kafka.at(kafka, kafkaProperties),
                folder.journal());
    }

    private ProcessorKeys processorKeys() {
        try {
            return Json.read(Files.readAllBytes(processors), ProcessorKeys.class);
        } catch (IOException e) {
            throw new CannotRun("cannot read the processors' keys " + processors, e);
        } catch (IllegalArgumentException e) {
            throw new CannotRun("the processors' keys " + processors + " are not readable: " + e.getMessage(), e);
        }
    }

    /** The virtual machine ends by its hooks, this thread with it. */
    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
