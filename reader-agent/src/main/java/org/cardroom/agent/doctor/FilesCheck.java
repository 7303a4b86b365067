package org.cardroom.agent.doctor;

import java.util.Optional;
import org.cardroom.agent.cli.AgentOptions;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.cardroom.events.kafka.KafkaClients;

/** Checks the agent's own key and the processors' public keys. */
final class FilesCheck {
    private FilesCheck() {}

    /** Runs the checks and returns the configuration; empty if it cannot be loaded. */
    static Optional<AgentConfig> check(AgentOptions options, KafkaClients kafka, DoctorReport report) {
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
