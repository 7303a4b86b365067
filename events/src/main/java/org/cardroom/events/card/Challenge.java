package org.cardroom.events.card;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The challenge of a card that its administrator encrypts: 8 bytes for 3DES, 16 for AES. Not secret. It does not identify
 * a session, because cards repeat challenges.
 * @param hex canonical hex
 */
public record Challenge(@JsonValue String hex) {
    private static final SecureRandom RANDOM = new SecureRandom();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Challenge {
        hex = Hex.canonical("challenge", hex, 8, 16);
        if (hex.length() != 16 && hex.length() != 32) {
            throw new IllegalArgumentException("challenge must have 8 or 16 bytes, this has " + hex.length() / 2);
        }
    }

    /** Creates it from the bytes of a card. */
    public static Challenge of(byte[] bytes) {
        return new Challenge(Hex.of(bytes));
    }

    /**
     * Draws a random challenge.
     * @param length 8 or 16 bytes
     */
    public static Challenge random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** Parses the base64 form that HTTP clients send. */
    public static Challenge ofBase64(String base64) {
        return of(Base64.getDecoder().decode(base64));
    }

    /** The length in bytes. */
    public int length() {
        return hex.length() / 2;
    }

    /** A fresh copy of its bytes. */
    public byte[] bytes() {
        return Hex.bytes(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
