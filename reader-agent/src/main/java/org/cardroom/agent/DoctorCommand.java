package org.cardroom.agent;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cardroom.events.kafka.KafkaOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether an agent could run here, and what to do where it could not. */
@Command(
        name = "doctor",
        description = "Looks at all that an agent needs. Each line is ok, or says what to do. No card loses a try."
                + " Exit 0 if all is ok.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private AgentOptions options = new AgentOptions();

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Override
    public Integer call() {
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        Findings findings = new Findings(print);
        FilesCheck.of(options, broker.createClients(), findings).ifPresent(config -> {
            ReadersCheck.of(options.readers(), config.journal(), findings);
            BrokerCheck.of(config, options.folder(), findings, ANSWER);
        });
        return findings.areOk() ? 0 : 1;
    }
}
