package org.cardroom.events.secret;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The expected proof that a card has its administrator key: the host challenge encrypted under that key. It is compared
 * and never sent to a card.
 */
public final class CardAuthenticationProof extends SecretBytes {
    CardAuthenticationProof(byte[] bytes) {
        super(bytes);
    }

    /**
     * Creates a proof from decoded bytes, which are copied.
     * @throws IllegalArgumentException if the length is not 8, 16 or 32 bytes
     */
    public static CardAuthenticationProof of(byte[] bytes) {
        if (bytes.length != 8 && bytes.length != 16 && bytes.length != 32) {
            throw new IllegalArgumentException("a card's proof must have 8, 16 or 32 bytes, this has " + bytes.length);
        }
        return new CardAuthenticationProof(bytes);
    }

    /** Whether these bytes begin with the proof; constant time. */
    public boolean matchesStartOf(byte[] shown) {
        return shown.length >= length() && MessageDigest.isEqual(bytes(), Arrays.copyOf(shown, length()));
    }
}
