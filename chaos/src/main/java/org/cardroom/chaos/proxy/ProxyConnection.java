package org.cardroom.chaos.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through a proxy: a thread each way. Where one side ends, so does the other. */
final class ProxyConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyConnection.class);
    private static final int PIECE = 64 * 1024;

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
        begin(() -> pass(client, server, true), "proxy-there");
        begin(() -> pass(server, client, false), "proxy-back");
    }

    private static void begin(Runnable way, String name) {
        Thread thread = new Thread(null, way, name, 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(Socket from, Socket to, boolean there) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (isLost(piece, length, there)) {
                    break;
                }
                TimeUnit.NANOSECONDS.sleep(proxy.delay().toNanos());
                out.write(piece, 0, length);
            }
        } catch (IOException e) {
            LOG.trace("a connection ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Whether this piece has the answer in it that is to be lost. */
    private synchronized boolean isLost(byte[] piece, int length, boolean there) {
        DropResponseRule now = proxy.dropRule();
        if (now == null) {
            return false;
        }
        if (now != current) {
            current = now;
            requestMatcher = now.requestMatcher();
            responseMatcher = null;
        }
        if (there) {
            if (responseMatcher == null && requestMatcher != null && requestMatcher.feed(piece, length)) {
                responseMatcher = now.responseMatcher();
            }
            return false;
        }
        return responseMatcher != null && responseMatcher.feed(piece, length) && now.tryFire();
    }

    void close() {
        proxy.onClosed(this);
        try (client;
                server) {
            LOG.trace("a connection is closed");
        } catch (IOException e) {
            LOG.debug("a connection does not close", e);
        }
    }
}
