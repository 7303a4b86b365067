package org.cardroom.chaos.proxy;

import java.util.Arrays;

/** Bytes that are looked for in a stream which comes in pieces. Not thread-safe. */
final class StreamMatcher {
    private final byte[] bytes;
    private byte[] tail = {};

    StreamMatcher(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Whether it ends in this piece; it may have begun in those before. */
    boolean feed(byte[] piece, int length) {
        byte[] seen = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(piece, 0, seen, tail.length, length);
        boolean found = false;
        for (int at = 0; !found && at + bytes.length <= seen.length; at++) {
            found = Arrays.equals(seen, at, at + bytes.length, bytes, 0, bytes.length);
        }
        tail = Arrays.copyOfRange(seen, Math.max(0, seen.length - bytes.length + 1), seen.length);
        return found;
    }
}
