package org.cardroom.testkit.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
public final class FreePort {
    public static final String LOOPBACK = "127.0.0.1";
    public static final int ANY = 0;

    /** Below the ephemeral range of Linux (32768 to 60999), so that no outgoing connection takes the port meanwhile. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private FreePort() {}

    /**
     * Returns the wanted port, or a random free one for {@link #ANY}. The port is free now; nothing reserves it.
     * @throws BindException if the wanted port is in use; the message names it
     */
    public static int find(int wanted) throws IOException {
        int port = wanted == ANY ? draw() : wanted;
        while (!isFree(port)) {
            if (wanted != ANY) {
                throw new BindException("port " + wanted + " of " + LOOPBACK + " is in use");
            }
            port = draw();
        }
        return port;
    }

    /** Returns the first of two successive free ports. */
    public static int findPair() throws IOException {
        int port = find(ANY);
        while (!isFree(port + 1)) {
            port = find(ANY);
        }
        return port;
    }

    private static int draw() {
        return ThreadLocalRandom.current().nextInt(FIRST, LAST);
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
