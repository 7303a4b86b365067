package org.cardroom.events.message;

import java.util.Base64;
import org.cardroom.events.codec.MessageValidation;

/**
 * A sealed instruction with its clear envelope.
 * @param envelope the clear part
 * @param body base64 of the sealed part
 */
public record SealedInstruction(InstructionEnvelope envelope, String body) {
    public SealedInstruction {
        MessageValidation.requirePresent("envelope", envelope);
        MessageValidation.requirePresent("sealed body", body);
    }

    /** Creates it from the sealed bytes. */
    public static SealedInstruction of(InstructionEnvelope envelope, byte[] sealed) {
        return new SealedInstruction(envelope, Base64.getEncoder().encodeToString(sealed));
    }

    /**
     * Returns the sealed bytes.
     * @throws IllegalArgumentException if the body is not canonical base64
     */
    public byte[] decodeBody() {
        byte[] sealed = Base64.getDecoder().decode(body);
        if (!Base64.getEncoder().encodeToString(sealed).equals(body)) {
            throw new IllegalArgumentException("the sealed body is not canonical base64");
        }
        return sealed;
    }
}
