package org.cardroom.agent;

import java.util.Optional;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.client.AgentKeyDirectory;
import org.cardroom.events.kafka.KafkaClients;

/** Whether the agent's own key and the processors' are there. */
final class FilesCheck {
    private FilesCheck() {}

    /** What the agent knows; empty if it cannot be read. */
    static Optional<AgentConfig> of(AgentOptions options, KafkaClients kafka, Findings findings) {
        try {
            AgentKeyDirectory.AgentPublicKey agent = options.folder().keys().readPublicKey();
            options.folder().keys().readPrivateKey(agent);
            findings.ok("agent " + agent.agent() + ", fingerprint "
                    + agent.key().fingerprint() + ", key readable by its owner only");
        } catch (EnvironmentException e) {
            findings.bad(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        try {
            AgentConfig config = options.settings(kafka);
            findings.ok("processors' key " + config.processorsId() + " in " + options.processors());
            return Optional.of(config);
        } catch (EnvironmentException e) {
            findings.bad(
                    String.valueOf(e.getMessage()), "fetch the processors.pub.json that 'processor init-keys' made");
            return Optional.empty();
        }
    }
}
