package org.cardroom.agent.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.kafka.KafkaClients;

/**
 * The configuration of an agent.
 * @param identity its enrolled name and key, and the processors' public channel key
 * @param kafka connects to the broker
 * @param journalFile must survive restarts of the agent
 */
public record AgentConfig(InstructionClient.AgentIdentity identity, KafkaClients kafka, Path journalFile) {
    /**
     * Loads the configuration from an agent's directory, and creates the agent first if necessary. Its name is the
     * directory's name.
     * @throws org.cardroom.events.command.EnvironmentException if a file cannot be read or written
     */
    public static AgentConfig loadOrCreate(Path directory, Path processors, KafkaClients kafka) {
        AgentDirectory agentDirectory = new AgentDirectory(directory);
        if (!Files.exists(agentDirectory.keyDirectory().publicFile())) {
            agentDirectory.keyDirectory().createKey(String.valueOf(directory.getFileName()));
        }
        return load(directory, processors, kafka);
    }

    /**
     * Loads the configuration from an agent's directory.
     * @param directory created by 'agent enrol'
     * @param processors the file that 'processor init-keys' wrote
     * @throws org.cardroom.events.command.EnvironmentException if a file cannot be read, or other users can read the key
     */
    public static AgentConfig load(Path directory, Path processors, KafkaClients kafka) {
        AgentDirectory agentDirectory = new AgentDirectory(directory);
        return new AgentConfig(
                agentDirectory.keyDirectory().loadIdentity(processors), kafka, agentDirectory.journalFile());
    }

    /** Returns the name that the agent is enrolled under. */
    public String name() {
        return identity.agent();
    }

    /** Returns the agent's enrolled key. */
    public HpkeKeyPair key() {
        return identity.key();
    }
}
