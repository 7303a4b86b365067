package org.cardroom.events.secret;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Secret bytes: copied in, cleared by {@link #close}, without {@code equals} and with a redacted
 * {@code toString}. Not thread-safe.
 */
public abstract sealed class SecretBytes implements AutoCloseable
        permits AdminKey, AuthenticationResponse, CardAuthenticationProof, Pin {
    private final byte[] bytes;
    private boolean cleared;

    SecretBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The length in bytes. */
    public final int length() {
        return bytes.length;
    }

    /**
     * Writes the bytes; only for a command to a card or a sealed body.
     * @throws IllegalStateException if it was cleared
     */
    public final void copyInto(ByteBuffer out) {
        out.put(bytes());
    }

    /** The bytes themselves, not a copy; only for use within this package. */
    final byte[] bytes() {
        if (cleared) {
            throw new IllegalStateException(getClass().getSimpleName() + " was cleared");
        }
        return bytes;
    }

    @Override
    public final void close() {
        Arrays.fill(bytes, (byte) 0);
        cleared = true;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + " (redacted)";
    }
}
