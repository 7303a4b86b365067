package org.cardroom.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from clients to one server, on a port that stays the same wherever the server goes. Thread-safe. */
public final class TcpFaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpFaultProxy.class);
    private static final int BACKLOG = 64;
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket listening;
    private final Set<ProxyConnection> links = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile @Nullable DropResponseRule dropRule;
    private final Set<Object> cuts = ConcurrentHashMap.newKeySet();
    private final Map<Object, Duration> delays = new ConcurrentHashMap<>();

    private TcpFaultProxy(ServerSocket listening) {
        this.listening = listening;
    }

    /** Listens on a port of the loopback interface that nobody has; without a target it refuses everybody. */
    public static TcpFaultProxy open(String name) throws IOException {
        TcpFaultProxy proxy = new TcpFaultProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(proxy::accept, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    /** Where clients come. */
    public int port() {
        return listening.getLocalPort();
    }

    /** From now on it leads to this port of the loopback interface. */
    public void setTarget(int port) {
        target = port;
    }

    /** Closes what is open and refuses what comes, until whoever cut it mends it. */
    public void cut(Object owner) {
        cuts.add(owner);
        links.forEach(ProxyConnection::close);
    }

    /** Passes each piece on that much later, until whoever slowed it down mends it; the slowest counts. */
    public void slow(Object owner, Duration each) {
        delays.put(owner, each);
    }

    /** Neither cut nor slow any more, as far as this owner is concerned. */
    public void restore(Object owner) {
        cuts.remove(owner);
        delays.remove(owner);
    }

    /** Lies in wait for one answer; an earlier ambush is given up. */
    public void dropNextResponse(DropResponseRule next) {
        dropRule = next;
    }

    /** Lies in wait no longer. */
    public void cancelDrop() {
        dropRule = null;
    }

    Duration delay() {
        return delays.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    @Nullable
    DropResponseRule dropRule() {
        return dropRule;
    }

    void onClosed(ProxyConnection connection) {
        links.remove(connection);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                pass(listening.accept());
            } catch (IOException e) {
                LOG.trace("nobody comes any more", e);
            }
        }
    }

    private void pass(Socket client) throws IOException {
        if (!cuts.isEmpty() || target == 0) {
            client.close();
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
        } catch (IOException e) {
            LOG.trace("the server is away", e);
            server.close();
            client.close();
            return;
        }
        ProxyConnection connection = new ProxyConnection(this, client, server);
        links.add(connection);
        connection.start();
        if (!cuts.isEmpty()) {
            connection.close();
        }
    }

    @Override
    public void close() {
        cut(this);
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("a port is not let go of", e);
        }
    }
}
