package org.cardroom.testkit.servers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Closes resources in reverse order, each one even if another fails. Thread-safe. */
final class CloseableStack implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        while (!parts.isEmpty()) {
            failure = close(parts.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException close(AutoCloseable part, @Nullable IOException earlier) {
        try {
            part.close();
            return earlier;
        } catch (Exception e) {
            IOException failure = earlier == null ? new IOException("not everything could be closed") : earlier;
            failure.addSuppressed(e);
            return failure;
        }
    }
}
