package org.cardroom.ingest.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.channel.ProcessorKeys;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.link.Link;
import org.cardroom.events.message.Json;

/**
 * The folder that {@code agent enrol} made for this gateway: its name, and its private key, which only its user may read.
 *
 * @param path where it is
 */
public record GatewayFolder(Path path) {
    private static final int KEY_LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    /** What an officer enrols. */
    private record Enrollee(String agent, HpkePublicKey key) {}

    /**
     * Who the gateway is, and whom it trusts.
     *
     * @param processors the file that {@code processor init-keys} made
     * @throws CannotRun if a file cannot be read, or others can read the key
     */
    public Link.Identity identity(Path processors) {
        Enrollee enrollee = read(path.resolve("agent.pub.json"), Enrollee.class);
        HpkeKeyPair key = key(path.resolve("agent.key"));
        if (!key.publicKey().equals(enrollee.key())) {
            throw new CannotRun(path.resolve("agent.key") + " is not the key of agent.pub.json beside it");
        }
        ProcessorKeys keys = read(processors, ProcessorKeys.class);
        HpkePublicKey newest = Objects.requireNonNull(keys.channelKeys().get(keys.newest()));
        return new Link.Identity(enrollee.agent(), key, keys.newest(), newest);
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return Json.read(Files.readAllBytes(file), type);
        } catch (IOException e) {
            throw new CannotRun("cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            throw new CannotRun(file + " is not readable: " + e.getMessage(), e);
        }
    }

    private static HpkeKeyPair key(Path file) {
        byte[] bytes = new byte[0];
        try {
            boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (isPosix && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CannotRun("others can read " + file + ": allow it to its owner only (mode 600)");
            }
            bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_LENGTH) {
                throw new CannotRun(file + " is not a key: it has " + bytes.length + " bytes, not " + KEY_LENGTH);
            }
            return HpkeKeyPair.of(bytes);
        } catch (IOException e) {
            throw new CannotRun("no gateway's key is in " + file + ": make one with 'agent enrol'", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
