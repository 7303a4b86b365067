package org.cardroom.events.client;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.cardroom.events.files.AtomicFile;

/**
 * The directory of an agent or gateway with its private key, readable by its user only, and its public-key file.
 * @param path the directory
 */
public record AgentKeyDirectory(Path path) {
    private static final int KEY_LENGTH = 32;

    /** The public-key file, from which an officer enrols the agent. */
    public Path publicFile() {
        return path.resolve("agent.pub.json");
    }

    private Path keyFile() {
        return path.resolve("agent.key");
    }

    /**
     * Creates a key and its public-key file. If an earlier call wrote only the key, its public-key file is written.
     * @throws EnvironmentException if there is a key already, or the directory is not writable
     */
    public AgentPublicKeyFile createKey(String agent) {
        try {
            Files.createDirectories(path);
            boolean half = Files.exists(keyFile()) && !Files.exists(publicFile());
            HpkeKeyPair key = half ? read() : HpkeKeyPair.generate();
            if (!half) {
                write(key);
            }
            AgentPublicKeyFile publicKey = new AgentPublicKeyFile(agent, key.publicKey());
            publicKey.write(publicFile());
            return publicKey;
        } catch (FileAlreadyExistsException e) {
            throw new EnvironmentException("there is an agent already: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write to " + path + " (" + e.getMessage() + ")", e);
        }
    }

    private void write(HpkeKeyPair key) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(KEY_LENGTH);
        try (FileChannel file = FileChannel.open(keyFile(), Set.of(CREATE_NEW, WRITE), AtomicFile.ownerOnly(path))) {
            key.copyPrivateInto(bytes);
            file.write(bytes.flip());
            file.force(true);
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    /**
     * Reads the public-key file.
     * @throws EnvironmentException if it does not exist or is malformed
     */
    public AgentPublicKeyFile readPublicKey() {
        if (!Files.exists(publicFile())) {
            throw new EnvironmentException("no agent is in " + path + ": make one with 'agent enrol'");
        }
        return AgentPublicKeyFile.read(publicFile());
    }

    /**
     * Reads the private key.
     * @throws EnvironmentException if it does not match the public key, or others can read it
     */
    public HpkeKeyPair readPrivateKey(AgentPublicKeyFile publicKey) {
        HpkeKeyPair key = read();
        if (!key.publicKey().equals(publicKey.key())) {
            throw new EnvironmentException(keyFile() + " is not the key of " + publicFile());
        }
        return key;
    }

    private HpkeKeyPair read() {
        byte[] bytes = new byte[0];
        try {
            if (AtomicFile.isPosix(path)
                    && !AtomicFile.OWNER_ONLY.containsAll(Files.getPosixFilePermissions(keyFile()))) {
                throw new EnvironmentException(
                        "others can read " + keyFile() + ": allow it to its owner only (mode 600)");
            }
            bytes = Files.readAllBytes(keyFile());
            if (bytes.length != KEY_LENGTH) {
                throw new EnvironmentException(
                        keyFile() + " is not a key: it has " + bytes.length + " bytes, not " + KEY_LENGTH);
            }
            return HpkeKeyPair.of(bytes);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the key " + keyFile(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Loads the identity of an {@link InstructionClient}.
     * @param processors the file written by {@code processor init-keys}
     * @throws EnvironmentException if a file cannot be read, or others can read the key
     */
    public InstructionClient.AgentIdentity loadIdentity(Path processors) {
        AgentPublicKeyFile publicKey = readPublicKey();
        HpkeKeyPair own = readPrivateKey(publicKey);
        ProcessorPublicKeys keys = processorKeys(processors);
        HpkePublicKey newest = Objects.requireNonNull(keys.channelKeys().get(keys.newestKeyId()));
        return new InstructionClient.AgentIdentity(publicKey.agent(), own, keys.newestKeyId(), newest);
    }

    private static ProcessorPublicKeys processorKeys(Path file) {
        try {
            return MessageJson.read(Files.readAllBytes(file), ProcessorPublicKeys.class);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the processors' keys " + file, e);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException("the processors' keys " + file + " are not readable: " + e.getMessage(), e);
        }
    }
}
