package org.cardroom.events.card;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a card wants encrypted to know its administrator: 8 bytes for 3DES, 16 for AES. It is not secret, but it is no
 * identity either: cards repeat their challenges.
 *
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

    /** A challenge as a card hands it over. */
    public static Challenge of(byte[] bytes) {
        return new Challenge(Hex.of(bytes));
    }

    /**
     * A challenge for a card, drawn by us.
     *
     * @param length 8 or 16 bytes
     */
    public static Challenge random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** A challenge in base64, as HTTP clients send it. */
    public static Challenge ofBase64(String base64) {
        return of(Base64.getDecoder().decode(base64));
    }

    /** How many bytes it has. */
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
