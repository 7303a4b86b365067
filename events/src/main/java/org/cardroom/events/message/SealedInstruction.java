package org.cardroom.events.message;

import java.util.Base64;

/**
 * An instruction as it travels.
 *
 * @param envelope the clear part
 * @param body base64 of the sealed part
 */
public record SealedInstruction(Envelope envelope, String body) {
    public SealedInstruction {
        Checks.present("envelope", envelope);
        Checks.present("sealed body", body);
    }

    /** A body as it was sealed. */
    public static SealedInstruction of(Envelope envelope, byte[] sealed) {
        return new SealedInstruction(envelope, Base64.getEncoder().encodeToString(sealed));
    }

    /**
     * The sealed bytes.
     *
     * @throws IllegalArgumentException if the body is not base64, or not as it is written: padded, without stray bits
     */
    public byte[] sealed() {
        byte[] sealed = Base64.getDecoder().decode(body);
        if (!Base64.getEncoder().encodeToString(sealed).equals(body)) {
            throw new IllegalArgumentException("the sealed body is not canonical base64");
        }
        return sealed;
    }
}
