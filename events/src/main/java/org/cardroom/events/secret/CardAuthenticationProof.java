package org.cardroom.events.secret;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a card has to show to prove that it has its administrator key: what only that key makes of the challenge that was
 * drawn for the card. It is compared, never sent to a card.
 */
public final class CardAuthenticationProof extends SecretBytes {
    CardAuthenticationProof(byte[] bytes) {
        super(bytes);
    }

    /**
     * A proof that arrived sealed; the bytes are copied.
     *
     * @throws IllegalArgumentException if it has not 8, 16 or 32 bytes
     */
    public static CardAuthenticationProof of(byte[] bytes) {
        if (bytes.length != 8 && bytes.length != 16 && bytes.length != 32) {
            throw new IllegalArgumentException("a card's proof must have 8, 16 or 32 bytes, this has " + bytes.length);
        }
        return new CardAuthenticationProof(bytes);
    }

    /** Whether these bytes begin with it, in time that does not depend on where the two differ. */
    public boolean matchesStartOf(byte[] shown) {
        return shown.length >= length() && MessageDigest.isEqual(bytes(), Arrays.copyOf(shown, length()));
    }
}
