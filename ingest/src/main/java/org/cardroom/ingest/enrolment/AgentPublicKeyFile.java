package org.cardroom.ingest.enrolment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;

/**
 * The public-key file of an agent: a JSON object with the agent's name and key.
 *
 * @param agent the agent's name
 * @param key the agent's HPKE public key
 */
public record AgentPublicKeyFile(String agent, HpkePublicKey key) {
    /**
     * Reads the file.
     *
     * @throws EnvironmentException if the file cannot be read, or is no public-key file
     */
    public static AgentPublicKeyFile read(Path file) {
        try {
            AgentPublicKeyFile read = MessageJson.read(Files.readAllBytes(file), AgentPublicKeyFile.class);
            if (read.agent == null || read.key == null) {
                throw new IllegalArgumentException("it must have agent and key");
            }
            return read;
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the agent's public-key file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(file + " is not an agent's public-key file: " + e.getMessage(), e);
        }
    }
}
