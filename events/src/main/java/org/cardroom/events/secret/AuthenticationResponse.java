package org.cardroom.events.secret;

import java.util.Base64;

/**
 * What opens a card to its administrator, once: one cipher block, or 40 bytes where a GIDS card authenticates both ways.
 */
public final class AuthenticationResponse extends SecretBytes {
    AuthenticationResponse(byte[] block) {
        super(block);
    }

    /**
     * A response that arrived sealed; the bytes are copied.
     *
     * @throws IllegalArgumentException if it has not 8, 16 or 40 bytes
     */
    public static AuthenticationResponse of(byte[] block) {
        if (block.length != 8 && block.length != 16 && block.length != 40) {
            throw new IllegalArgumentException(
                    "authentication response must have 8, 16 or 40 bytes, this has " + block.length);
        }
        return new AuthenticationResponse(block);
    }

    /** In base64, as HTTP clients get it: a deliberate act, like {@link #copyInto}. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }
}
