package org.cardroom.chaos.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through a proxy, with a thread for each direction. When one side closes, so does the other. */
final class ProxyConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyConnection.class);
    private static final int BUFFER_SIZE = 64 * 1024;

    private final TcpFaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private @Nullable DropResponseRule current;
    private @Nullable StreamMatcher requestMatcher;
    private @Nullable StreamMatcher responseMatcher;

    ProxyConnection(TcpFaultProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        startThread(() -> forward(client, server, true), "proxy-request");
        startThread(() -> forward(server, client, false), "proxy-response");
    }

    private static void startThread(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void forward(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[BUFFER_SIZE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (mustDrop(buffer, length, fromClient)) {
                    break;
                }
                TimeUnit.NANOSECONDS.sleep(proxy.delay().toNanos());
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            LOG.trace("connection ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Feeds the matchers; returns true if these bytes complete the response to drop. */
    private synchronized boolean mustDrop(byte[] bytes, int length, boolean fromClient) {
        DropResponseRule now = proxy.dropRule();
        if (now == null) {
            return false;
        }
        if (now != current) {
            current = now;
            requestMatcher = now.requestMatcher();
            responseMatcher = null;
        }
        if (fromClient) {
            if (responseMatcher == null && requestMatcher != null && requestMatcher.feed(bytes, length)) {
                responseMatcher = now.responseMatcher();
            }
            return false;
        }
        return responseMatcher != null && responseMatcher.feed(bytes, length) && now.tryFire();
    }

    void close() {
        proxy.onClosed(this);
        try (client;
                server) {
            LOG.trace("connection closed");
        } catch (IOException e) {
            LOG.debug("cannot close the connection", e);
        }
    }
}
