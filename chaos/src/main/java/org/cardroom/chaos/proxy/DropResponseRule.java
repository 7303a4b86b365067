package org.cardroom.chaos.proxy;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for one answer in order to lose it: on whichever connection asks first, the next answer of this form is not
 * passed on, and the connection is closed. Thread-safe.
 */
public final class DropResponseRule {
    private final byte[] asked;
    private final byte[] answer;
    private final Runnable lost;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * An ambush that may be laid at several proxies.
     *
     * @param asked bytes that the client sends in what is to be answered; not kept
     * @param answer bytes that the server sends when it is done; not kept
     * @param lost called once, when it is lost
     */
    public DropResponseRule(byte[] asked, byte[] answer, Runnable lost) {
        this.asked = asked.clone();
        this.answer = answer.clone();
        this.lost = lost;
    }

    /** Looks for the question in what clients send. */
    StreamMatcher requestMatcher() {
        return new StreamMatcher(asked);
    }

    /** Looks for the answer in what the server sends. */
    StreamMatcher responseMatcher() {
        return new StreamMatcher(answer);
    }

    /** True the first time. */
    boolean tryFire() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            lost.run();
        }
        return first;
    }
}
