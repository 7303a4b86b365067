package org.cardroom.events.enrolment;

import org.cardroom.events.card.Hex;

/**
 * An enrolment with the officer's signature.
 * @param signature Ed25519 (RFC 8032), canonical hex of 64 bytes
 */
public record SignedEnrolment(Enrolment enrolment, String signature) {
    public SignedEnrolment {
        signature = Hex.canonical("signature", signature, 64, 64);
    }
}
