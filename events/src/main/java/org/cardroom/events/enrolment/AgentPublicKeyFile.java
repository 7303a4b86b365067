package org.cardroom.events.enrolment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;

/**
 * The public file of an agent or gateway, from which an officer enrols it. Not secret.
 * @param agent its name
 * @param key its public key
 */
public record AgentPublicKeyFile(String agent, HpkePublicKey key) {
    public AgentPublicKeyFile(@Nullable String agent, @Nullable HpkePublicKey key) {
        if (agent == null || key == null) {
            throw new IllegalArgumentException("it must have agent and key");
        }
        this.agent = agent;
        this.key = key;
    }

    /**
     * Reads the file.
     * @throws EnvironmentException if it cannot be read, or is not such a file
     */
    public static AgentPublicKeyFile read(Path file) {
        try {
            return MessageJson.read(Files.readAllBytes(file), AgentPublicKeyFile.class);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the agent's file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(file + " is not an agent's public file: " + e.getMessage(), e);
        }
    }

    /** Writes the file. */
    public void write(Path file) throws IOException {
        Files.write(file, MessageJson.write(this));
    }
}
