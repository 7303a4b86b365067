package org.cardroom.events.enrolment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.cardroom.events.card.Hex;
import org.cardroom.events.codec.MessageJson;

/**
 * The Ed25519 public key (RFC 8032) that verifies enrolments. Not secret.
 * @param hex canonical hex of 32 bytes
 */
public record EnrolmentVerificationKey(@JsonValue String hex) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EnrolmentVerificationKey {
        hex = Hex.canonical("officer's key", hex, 32, 32);
    }

    /** Whether the signature is valid for this enrolment. */
    public boolean verifies(SignedEnrolment signed) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(false, new Ed25519PublicKeyParameters(Hex.bytes(hex), 0));
        byte[] message = MessageJson.write(signed.enrolment());
        signer.update(message, 0, message.length);
        return signer.verifySignature(Hex.bytes(signed.signature()));
    }
}
