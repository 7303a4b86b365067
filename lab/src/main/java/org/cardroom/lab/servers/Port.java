package org.cardroom.lab.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
final class Port {

    static final String LOOPBACK = "127.0.0.1";
    static final int ANY = 0;

    private Port() {}

    /**
     * The wanted port, or one that nobody has; free at this moment, which does not keep it so.
     *
     * @throws BindException if somebody has the wanted port; the message says which
     */
    static int free(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException e) {
            BindException named = new BindException("port " + wanted + " of " + LOOPBACK + " is in use");
            named.initCause(e);
            throw named;
        }
    }
}
