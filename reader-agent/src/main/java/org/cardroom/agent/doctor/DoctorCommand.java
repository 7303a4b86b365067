package org.cardroom.agent.doctor;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardroom.agent.cli.AgentOptions;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.cardroom.events.kafka.KafkaClients;
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
        checkFiles(broker.createClients(), report).ifPresent(config -> {
            ReadersCheck.check(options.readerSource(), config.journalFile(), report);
            BrokerCheck.check(config, options.agentDirectory(), report, ANSWER_TIMEOUT);
        });
        return report.isOk() ? 0 : 1;
    }

    /** Checks the agent's key and the processors' public keys; returns the configuration if it can be loaded. */
    private Optional<AgentConfig> checkFiles(KafkaClients kafka, DoctorReport report) {
        try {
            AgentPublicKeyFile agent = options.agentDirectory().keyDirectory().readPublicKey();
            options.agentDirectory().keyDirectory().readPrivateKey(agent);
            report.ok("agent " + agent.agent() + ", fingerprint " + agent.key().fingerprint()
                    + ", key readable by its owner only");
        } catch (EnvironmentException e) {
            report.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        try {
            AgentConfig config = options.agentConfig(kafka);
            report.ok("processors' key " + config.identity().processorsId() + " in " + options.processorKeyFile());
            return Optional.of(config);
        } catch (EnvironmentException e) {
            report.problem(
                    String.valueOf(e.getMessage()), "fetch the processors.pub.json that 'processor init-keys' wrote");
            return Optional.empty();
        }
    }
}
