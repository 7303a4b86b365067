package org.cardroom.events.client;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;

/**
 * The folder of an agent or a gateway: its private key, which only its user may read, and what an officer enrols.
 *
 * @param path where it is
 */
public record AgentKeyDirectory(Path path) {
    private static final int KEY_LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    /** What an officer enrols, as a file. */
    public Path publicFile() {
        return path.resolve("agent.pub.json");
    }

    private Path keyFile() {
        return path.resolve("agent.key");
    }

    /**
     * Puts a new key into it; one that was made and not published is published.
     *
     * @throws EnvironmentException if there is one already, or it cannot be written
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
        FileAttribute<?>[] attributes = isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
        ByteBuffer bytes = ByteBuffer.allocate(KEY_LENGTH);
        try (FileChannel file = FileChannel.open(keyFile(), Set.of(CREATE_NEW, WRITE), attributes)) {
            key.copyPrivateInto(bytes);
            file.write(bytes.flip());
            file.force(true);
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    /**
     * Who the agent is.
     *
     * @throws EnvironmentException if it has none, or not only its user can read its key
     */
    public AgentPublicKeyFile readPublicKey() {
        if (!Files.exists(publicFile())) {
            throw new EnvironmentException("no agent is in " + path + ": make one with 'agent enrol'");
        }
        return AgentPublicKeyFile.read(publicFile());
    }

    /**
     * Its key.
     *
     * @throws EnvironmentException if it is not this agent's, or others can read it
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
            if (isPosix() && !OWNER.containsAll(Files.getPosixFilePermissions(keyFile()))) {
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
     * Who speaks over a link, and whom it trusts.
     *
     * @param processors the file that {@code processor init-keys} made
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

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
