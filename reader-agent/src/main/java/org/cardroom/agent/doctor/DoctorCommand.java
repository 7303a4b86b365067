package org.cardroom.agent.doctor;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cardroom.agent.cli.AgentOptions;
import org.cardroom.events.kafka.KafkaOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks whether an agent can run here and prints what to do if it cannot. */
@Command(
        name = "doctor",
        description = "Checks everything that an agent needs. Each line is ok or says what to do. No card loses a"
                + " try. Exit code 0 if all is ok.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private AgentOptions options = new AgentOptions();

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Override
    public Integer call() {
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        DoctorReport report = new DoctorReport(print);
        FilesCheck.check(options, broker.createClients(), report).ifPresent(config -> {
            ReadersCheck.check(options.readerSource(), config.journalFile(), report);
            BrokerCheck.check(config, options.agentDirectory(), report, ANSWER_TIMEOUT);
        });
        return report.isOk() ? 0 : 1;
    }
}
