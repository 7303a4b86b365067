package org.cardroom.events.secret;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** A PIN, or the PUK that unblocks one: 4 to 16 characters of printable ASCII. */
public final class Pin extends SecretBytes {
    private static final int PADDED = 8;
    private static final byte FILL = (byte) 0xFF;

    private Pin(byte[] ascii) {
        super(ascii);
    }

    /**
     * Creates a PIN of these characters, which are copied; the caller clears its own.
     * @throws IllegalArgumentException naming the violated rule, never the characters
     */
    public static Pin of(byte[] ascii) {
        if (ascii.length < 4 || ascii.length > 16) {
            throw new IllegalArgumentException("a PIN must have 4 to 16 characters, this has " + ascii.length);
        }
        for (byte b : ascii) {
            if (b < 0x21 || b > 0x7E) {
                throw new IllegalArgumentException("a PIN must be printable ASCII without spaces");
            }
        }
        return new Pin(ascii);
    }

    /** Whether both PINs are equal; constant time. */
    public boolean matches(Pin other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    /**
     * Writes the PIV form: 8 bytes, padded with FF (NIST SP 800-73-4 part 2, 2.4.3).
     * @throws IllegalStateException if it is longer than 8
     */
    public void copyPaddedInto(ByteBuffer out) {
        if (length() > PADDED) {
            throw new IllegalStateException("a PIV reference has at most 8 bytes");
        }
        byte[] padded = Arrays.copyOf(bytes(), PADDED);
        Arrays.fill(padded, length(), PADDED, FILL);
        out.put(padded);
        Arrays.fill(padded, (byte) 0);
    }
}
