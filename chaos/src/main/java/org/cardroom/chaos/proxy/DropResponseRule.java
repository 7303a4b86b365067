package org.cardroom.chaos.proxy;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Drops one response: on the first connection whose client has sent the request bytes, the next response with the response
 * bytes is not forwarded, and the connection is closed. Fires once. Thread-safe.
 */
public final class DropResponseRule {
    private final byte[] request;
    private final byte[] response;
    private final Runnable onDropped;
    private final AtomicBoolean fired = new AtomicBoolean();

    /**
     * Creates a rule, which may be set at several proxies.
     * @param request bytes that the client's request contains
     * @param response bytes that the server's response contains
     * @param onDropped called once, when the response is dropped
     */
    public DropResponseRule(byte[] request, byte[] response, Runnable onDropped) {
        this.request = request.clone();
        this.response = response.clone();
        this.onDropped = onDropped;
    }

    /** Creates a matcher for the client's bytes. */
    StreamMatcher requestMatcher() {
        return new StreamMatcher(request);
    }

    /** Creates a matcher for the server's bytes. */
    StreamMatcher responseMatcher() {
        return new StreamMatcher(response);
    }

    /** Fires the rule; returns true on the first call only. */
    boolean tryFire() {
        boolean first = fired.compareAndSet(false, true);
        if (first) {
            onDropped.run();
        }
        return first;
    }
}
