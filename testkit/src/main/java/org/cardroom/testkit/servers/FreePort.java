package org.cardroom.testkit.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
final class FreePort {

    static final String LOOPBACK = "127.0.0.1";
    static final int ANY = 0;

    /** Below the ports that systems hand out to whoever asks for any, so that none of those gets in between. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private FreePort() {}

    /**
     * The wanted port, or one that nobody has; free at this moment, which does not keep it so.
     *
     * @throws BindException if somebody has the wanted port; the message says which
     */
    static int find(int wanted) throws IOException {
        int port = wanted == ANY ? draw() : wanted;
        while (!isFree(port)) {
            if (wanted != ANY) {
                throw new BindException("port " + wanted + " of " + LOOPBACK + " is in use");
            }
            port = draw();
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
