package org.cardroom.ingest.enrolment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;

/**
 * What an agent shows of itself: a small JSON file.
 *
 * @param agent its name
 * @param key its public key
 */
public record AgentPublicKeyFile(String agent, HpkePublicKey key) {
    /**
     * Reads it.
     *
     * @throws EnvironmentException if it cannot be read
     */
    public static AgentPublicKeyFile read(Path file) {
        try {
            AgentPublicKeyFile read = MessageJson.read(Files.readAllBytes(file), AgentPublicKeyFile.class);
            if (read.agent == null || read.key == null) {
                throw new IllegalArgumentException("it must have agent and key");
            }
            return read;
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the agent's file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(file + " is not an agent's public file: " + e.getMessage(), e);
        }
    }
}
