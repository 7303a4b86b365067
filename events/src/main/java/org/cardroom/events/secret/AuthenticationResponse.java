package org.cardroom.events.secret;

import java.util.Base64;

/** What opens a card to its administrator, once: one cipher block, made by {@link AdminKey#answer}. */
public final class AuthenticationResponse extends Secret {
    AuthenticationResponse(byte[] block) {
        super(block);
    }

    /**
     * A response that arrived sealed; the bytes are copied.
     *
     * @throws IllegalArgumentException if it is not one block of 8 or 16 bytes
     */
    public static AuthenticationResponse of(byte[] block) {
        if (block.length != 8 && block.length != 16) {
            throw new IllegalArgumentException(
                    "authentication response must have 8 or 16 bytes, this has " + block.length);
        }
        return new AuthenticationResponse(block);
    }

    /** In base64, as HTTP clients get it: a deliberate act, like {@link #copyInto}. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }
}
