package org.cardroom.testkit.pcsc;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds ports of one's own: a reader listens on two that follow each other. */
final class PortPair {

    private static final Logger LOG = LoggerFactory.getLogger(PortPair.class);
    private static final int TRIES = 100;

    private final Set<Integer> given = new HashSet<>();

    /** The first of two free ports. */
    int allocate() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = free(0);
            if (free(port + 1) != 0 && !given.contains(port) && !given.contains(port + 1)) {
                given.addAll(List.of(port, port + 1));
                return port;
            }
        }
        throw new IOException("no two free ports that follow each other");
    }

    /** This port, or any for 0; 0 if it is taken. */
    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            LOG.trace("port {} is not free: {}", port, e.getMessage());
            return 0;
        }
    }
}
