package org.cardroom.agent;

import java.util.Optional;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.link.KeyFolder;
import org.cardroom.events.topic.Kafka;

/** Whether the agent's own key and the processors' are there. */
final class FilesCheck {
    private FilesCheck() {}

    /** What the agent knows; empty if it cannot be read. */
    static Optional<AgentConfig> of(AgentOptions options, Kafka kafka, Findings findings) {
        try {
            KeyFolder.Enrollee agent = options.folder().keys().enrollee();
            options.folder().keys().key(agent);
            findings.ok("agent " + agent.agent() + ", fingerprint "
                    + agent.key().fingerprint() + ", key readable by its owner only");
        } catch (CannotRun e) {
            findings.bad(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        try {
            AgentConfig config = options.settings(kafka);
            findings.ok("processors' key " + config.processorsId() + " in " + options.processors());
            return Optional.of(config);
        } catch (CannotRun e) {
            findings.bad(
                    String.valueOf(e.getMessage()), "fetch the processors.pub.json that 'processor init-keys' made");
            return Optional.empty();
        }
    }
}
