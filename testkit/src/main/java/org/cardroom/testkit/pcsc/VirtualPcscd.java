package org.cardroom.testkit.pcsc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardroom.testkit.process.FreePort;

/**
 * A PC/SC service of one's own, pcscd, with virtual readers. It runs as a child in a mount namespace, so that it is in
 * nobody's way: programs that are to use it find it by the environment variable {@value #SOCKET_VARIABLE}, which libpcsclite
 * reads once in a process. It ends with this JVM.
 */
public final class VirtualPcscd implements AutoCloseable {

    /** Where libpcsclite looks for the service's socket. */
    public static final String SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME";

    /** What pcsc-lite bears. */
    public static final int MAX_READERS = 16;

    /** Of each reader. */
    static final int SLOTS = 2;

    /** What Linux has room for (unix(7)). */
    private static final int LONGEST_SOCKET = 107;

    private final Path folder;
    private final List<VpcdSlot> slots;
    private PcscdProcess process;

    private VirtualPcscd(Path folder, List<VpcdSlot> slots) throws IOException {
        this.folder = folder;
        this.slots = slots;
        PcscReaderConfig.write(folder, slots);
        this.process = PcscdProcess.start(folder);
    }

    /** What this machine lacks to run one, in words; empty where nothing is missing. */
    public static Optional<String> findMissing() {
        return PcscdProcess.findMissing();
    }

    /**
     * Starts one, and returns when it serves its readers.
     *
     * @param folder of its own; the socket is made in it
     * @param readers how many slots, 1 to 16; their readers have two slots each
     * @param perApdu how long a card thinks about each command; zero for tests, about 45 ms as a real card does
     * @throws IOException if it does not start; {@link #findMissing} may tell why
     */
    public static VirtualPcscd start(Path folder, int readers, Duration perApdu) throws IOException {
        if (readers < 1 || readers > MAX_READERS) {
            throw new IllegalArgumentException("readers are 1 to " + MAX_READERS + ", not " + readers);
        }
        Set<Integer> used = new HashSet<>();
        List<VpcdSlot> slots = new ArrayList<>();
        for (int reader = 0; slots.size() < readers; reader++) {
            String device = "Virtual Reader %c".formatted('A' + reader);
            int port = findPorts(used);
            for (int slot = 0; slot < SLOTS; slot++) {
                slots.add(new VpcdSlot(device, slot, port + slot, perApdu));
            }
        }
        Path home = Files.createDirectories(folder.toAbsolutePath());
        if (socket(home).toString().length() > LONGEST_SOCKET) {
            throw new IOException("a socket's path has at most " + LONGEST_SOCKET + " characters: " + socket(home));
        }
        return new VirtualPcscd(home, List.copyOf(slots.subList(0, readers)));
    }

    /** Each reader listens on two successive ports. */
    private static int findPorts(Set<Integer> used) throws IOException {
        int port = FreePort.findPair();
        while (used.contains(port) || used.contains(port + 1)) {
            port = FreePort.findPair();
        }
        used.addAll(List.of(port, port + 1));
        return port;
    }

    /**
     * Starts one that this process's own PC/SC client uses too, in the folder that all of these share: there can be one
     * at a time, and the client must not have been used before the first.
     *
     * @throws IOException as {@link #start}
     */
    public static VirtualPcscd startForThisProcess(int readers, Duration perApdu) throws IOException {
        Path folder = PcscDirectory.getOrCreate();
        NativeEnvironment.set(SOCKET_VARIABLE, socket(folder).toString());
        return start(folder, readers, perApdu);
    }

    /** Its socket, which is the same whenever it is started. */
    public Path socket() {
        return socket(folder);
    }

    static Path socket(Path folder) {
        return folder.resolve("run").resolve("pcscd.comm");
    }

    /** The slots, in the order of their readers' names. */
    public List<VpcdSlot> slots() {
        return slots;
    }

    /** Kills the service; the cards fall out of its readers. */
    public void stop() {
        process.close();
        slots.forEach(VpcdSlot::remove);
    }

    /** Starts it again after {@link #stop}, with its readers, all empty. */
    public void restart() throws IOException {
        restart(slots.size());
    }

    /** As {@link #restart()}, but only with the first slots; the other readers are unplugged. */
    public void restart(int readers) throws IOException {
        PcscReaderConfig.write(folder, slots.subList(0, readers));
        process = PcscdProcess.start(folder);
    }

    @Override
    public void close() {
        stop();
    }
}
