package org.cardroom.agent.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.kafka.KafkaClients;

/**
 * What an agent has to know.
 *
 * @param name the name it is enrolled under
 * @param key its enrolled key
 * @param processorsId which of the processors' keys the next one is
 * @param processors the processors' public channel key
 * @param kafka the way to the broker
 * @param journalFile the file of its journal, in a folder that outlives it
 */
public record AgentConfig(
        String name,
        HpkeKeyPair key,
        String processorsId,
        HpkePublicKey processors,
        KafkaClients kafka,
        Path journalFile) {
    /**
     * That of the agent in this folder; one that is not there yet is made, under the folder's name.
     *
     * @throws org.cardroom.events.command.EnvironmentException if a file cannot be read or written
     */
    public static AgentConfig loadOrCreate(Path folder, Path processors, KafkaClients kafka) {
        AgentDirectory agentDirectory = new AgentDirectory(folder);
        if (!Files.exists(agentDirectory.keyDirectory().publicFile())) {
            agentDirectory.keyDirectory().createKey(String.valueOf(folder.getFileName()));
        }
        return load(folder, processors, kafka);
    }

    /**
     * That of the agent in this folder.
     *
     * @param folder which 'agent enrol' made
     * @param processors the file that 'processor init-keys' made
     * @throws org.cardroom.events.command.EnvironmentException if a file cannot be read, or others can read the key
     */
    public static AgentConfig load(Path folder, Path processors, KafkaClients kafka) {
        AgentDirectory agentDirectory = new AgentDirectory(folder);
        InstructionClient.AgentIdentity who = agentDirectory.keyDirectory().loadIdentity(processors);
        return new AgentConfig(
                who.agent(), who.key(), who.processorsId(), who.processors(), kafka, agentDirectory.journalFile());
    }

    /** Who it is, and whom it trusts. */
    public InstructionClient.AgentIdentity identity() {
        return new InstructionClient.AgentIdentity(name, key, processorsId, processors);
    }
}
