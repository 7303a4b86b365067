package org.cardroom.events.secret;

import java.util.Base64;

/**
 * The response that authenticates the administrator to a card: one cipher block, or 40 bytes in a GIDS mutual
 * authentication.
 */
public final class AuthenticationResponse extends SecretBytes {
    AuthenticationResponse(byte[] block) {
        super(block);
    }

    /**
     * Creates a response from decoded bytes, which are copied.
     * @throws IllegalArgumentException if the length is not 8, 16 or 40 bytes
     */
    public static AuthenticationResponse of(byte[] block) {
        if (block.length != 8 && block.length != 16 && block.length != 40) {
            throw new IllegalArgumentException(
                    "authentication response must have 8, 16 or 40 bytes, this has " + block.length);
        }
        return new AuthenticationResponse(block);
    }

    /** Returns base64 for HTTP clients; exposes the secret like {@link #copyInto}. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }
}
