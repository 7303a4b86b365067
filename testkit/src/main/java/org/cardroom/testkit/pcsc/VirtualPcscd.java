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
 * A pcscd of its own with virtual readers. It runs as a child process in a mount namespace, apart from the system's
 * pcscd, and ends with this JVM. Programs find it by the environment variable {@value #SOCKET_VARIABLE}, which
 * libpcsclite reads once in a process.
 */
public final class VirtualPcscd implements AutoCloseable {
    /** Where libpcsclite looks for the service's socket. */
    public static final String SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME";

    /** pcsc-lite 1.9.9 serves at most 16 readers. */
    public static final int MAX_READERS = 16;

    /** Slots of each reader. */
    static final int SLOTS = 2;

    /** Longest path of a Unix socket (unix(7)). */
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

    /** Returns what this machine lacks to run one; empty if nothing is missing. */
    public static Optional<String> findMissing() {
        return PcscdProcess.findMissing();
    }

    /**
     * Starts a pcscd; returns when it serves its readers.
     * @param folder its own directory, in which it creates the socket
     * @param readers number of slots, 1 to 16; each reader has two
     * @param perApdu time that a card takes for each command: zero in tests, about 45 ms for a real card
     * @throws IOException if it does not start; {@link #findMissing} may say why
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
     * Makes the PC/SC client of this process use the pcscd of {@link #startForThisProcess}. To be called before the
     * client is used: libpcsclite reads the variable once.
     */
    public static void useForThisProcess() throws IOException {
        NativeEnvironment.set(
                SOCKET_VARIABLE, socket(PcscDirectory.getOrCreate()).toString());
    }

    /**
     * Starts a pcscd that the PC/SC client of this process uses as well. All of them share a directory, so only one can
     * run at a time; the client must not be used before the first, or before {@link #useForThisProcess}.
     * @throws IOException as {@link #start}
     */
    public static VirtualPcscd startForThisProcess(int readers, Duration perApdu) throws IOException {
        useForThisProcess();
        return start(PcscDirectory.getOrCreate(), readers, perApdu);
    }

    /** Returns its socket, which stays the same over restarts. */
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

    /** Stops the service and removes all cards. */
    public void stop() {
        process.close();
        slots.forEach(VpcdSlot::remove);
    }

    /** Starts it again after {@link #stop}, with all readers, empty. */
    public void restart() throws IOException {
        restart(slots.size());
    }

    /** Starts it again with the first slots only; the other readers are unplugged. */
    public void restart(int readers) throws IOException {
        PcscReaderConfig.write(folder, slots.subList(0, readers));
        process = PcscdProcess.start(folder);
    }

    @Override
    public void close() {
        stop();
    }
}
