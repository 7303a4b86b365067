package org.cardroom.events.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.cardroom.events.card.Challenge;

/**
 * The administrator key algorithms (NIST SP 800-78-4, table 6-2) with their key and block lengths.
 */
public enum KeyAlgorithm {
    /** Three-key Triple-DES; the only one in GIDS. */
    TDES("3DES", 0x03, "DESede", 24, 8),
    AES_128("AES-128", 0x08, "AES", 16, 16),
    AES_192("AES-192", 0x0A, "AES", 24, 16),
    AES_256("AES-256", 0x0C, "AES", 32, 16);

    private final String text;
    private final int reference;
    private final String cipher;
    private final int keyLength;
    private final int blockLength;

    KeyAlgorithm(String text, int reference, String cipher, int keyLength, int blockLength) {
        this.text = text;
        this.reference = reference;
        this.cipher = cipher;
        this.keyLength = keyLength;
        this.blockLength = blockLength;
    }

    /**
     * Returns the algorithm of this name.
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static KeyAlgorithm fromName(String text) {
        return Arrays.stream(values())
                .filter(row -> row.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key algorithm is called '" + text + "'"));
    }

    /**
     * Returns the algorithm of this reference, P1 of GENERAL AUTHENTICATE.
     * @throws IllegalArgumentException if there is none
     */
    public static KeyAlgorithm fromReference(int reference) {
        return Arrays.stream(values())
                .filter(row -> row.reference == reference)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key algorithm has the reference " + reference));
    }

    /** Its name in templates, events and the database. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Its algorithm reference, P1 of GENERAL AUTHENTICATE. */
    public int reference() {
        return reference;
    }

    /** Length of a key, bytes. */
    public int keyLength() {
        return keyLength;
    }

    /** Length of a block, a challenge and a response, bytes. */
    public int blockLength() {
        return blockLength;
    }

    /** Whether each byte of a key carries odd parity. */
    public boolean oddParity() {
        return this == TDES;
    }

    /**
     * Requires a challenge of one block.
     * @throws IllegalArgumentException if it is not one block long
     */
    public void requireBlockLength(Challenge challenge) {
        if (challenge.length() != blockLength) {
            throw new IllegalArgumentException(
                    text + " takes a challenge of " + blockLength + " bytes, this has " + challenge.length());
        }
    }

    String cipher() {
        return cipher;
    }
}
