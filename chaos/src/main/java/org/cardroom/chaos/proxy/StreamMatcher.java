package org.cardroom.chaos.proxy;

import java.util.Arrays;

/** Searches for a byte sequence in a stream that arrives in chunks. Not thread-safe. */
final class StreamMatcher {
    private final byte[] bytes;
    private byte[] tail = {};

    StreamMatcher(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Feeds a chunk; returns true if the sequence ends in it, even if it began in an earlier chunk. */
    boolean feed(byte[] chunk, int length) {
        byte[] seen = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(chunk, 0, seen, tail.length, length);
        boolean found = false;
        for (int at = 0; !found && at + bytes.length <= seen.length; at++) {
            found = Arrays.equals(seen, at, at + bytes.length, bytes, 0, bytes.length);
        }
        tail = Arrays.copyOfRange(seen, Math.max(0, seen.length - bytes.length + 1), seen.length);
        return found;
    }
}
