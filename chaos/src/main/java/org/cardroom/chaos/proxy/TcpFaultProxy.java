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

/**
 * A TCP proxy from clients to one server, with faults; its port stays the same when the server's port changes. Own code on
 * purpose: dropping exactly the response to a matching request needs a view of both directions, which existing fault proxies
 * such as Toxiproxy do not give. Thread-safe.
 */
public final class TcpFaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpFaultProxy.class);
    private static final int BACKLOG = 64;
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket listening;
    private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile @Nullable DropResponseRule dropRule;
    private final Set<Object> cuts = ConcurrentHashMap.newKeySet();
    private final Map<Object, Duration> delays = new ConcurrentHashMap<>();

    private TcpFaultProxy(ServerSocket listening) {
        this.listening = listening;
    }

    /** Opens a proxy on a free loopback port; without a target it closes every connection. */
    public static TcpFaultProxy open(String name) throws IOException {
        TcpFaultProxy proxy = new TcpFaultProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(proxy::accept, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    /** Returns the port for clients. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Sets the server's port on the loopback interface. */
    public void setTarget(int port) {
        target = port;
    }

    /** Closes all connections and refuses new ones until the owner calls {@link #restore}. */
    public void cut(Object owner) {
        cuts.add(owner);
        connections.forEach(ProxyConnection::close);
    }

    /** Delays each chunk until the owner calls {@link #restore}; of several delays the longest applies. */
    public void slow(Object owner, Duration delay) {
        delays.put(owner, delay);
    }

    /** Ends the cut and the delay of this owner. */
    public void restore(Object owner) {
        cuts.remove(owner);
        delays.remove(owner);
    }

    /** Sets the rule for the next response to drop; replaces an earlier rule. */
    public void dropNextResponse(DropResponseRule next) {
        dropRule = next;
    }

    /** Removes the rule. */
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
        connections.remove(connection);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                LOG.trace("accept failed", e);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (!cuts.isEmpty() || target == 0) {
            client.close();
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
        } catch (IOException e) {
            LOG.trace("server not reachable", e);
            server.close();
            client.close();
            return;
        }
        ProxyConnection connection = new ProxyConnection(this, client, server);
        connections.add(connection);
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
            LOG.debug("cannot close the port", e);
        }
    }
}
