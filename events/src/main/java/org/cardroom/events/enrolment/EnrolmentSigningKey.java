package org.cardroom.events.enrolment;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.cardroom.events.card.Hex;
import org.cardroom.events.codec.MessageJson;

/** The officer's Ed25519 private key (RFC 8032), which signs enrolments. The private key leaves it only by {@link #copyPrivateInto}. */
public final class EnrolmentSigningKey {
    private final Ed25519PrivateKeyParameters key;

    private EnrolmentSigningKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
    }

    /** Generates a key. */
    public static EnrolmentSigningKey generate() {
        return new EnrolmentSigningKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
    }

    /** Creates a key of 32 bytes, which are copied; the caller clears its own. */
    public static EnrolmentSigningKey of(byte[] privateKey) {
        return new EnrolmentSigningKey(new Ed25519PrivateKeyParameters(privateKey, 0));
    }

    /** Writes the private key, 32 bytes, for storage in its keystore. */
    public void copyPrivateInto(ByteBuffer out) {
        out.put(key.getEncoded());
    }

    /** The public key, with which processors verify. */
    public EnrolmentVerificationKey publicKey() {
        return new EnrolmentVerificationKey(Hex.of(key.generatePublicKey().getEncoded()));
    }

    /** Signs an enrolment. */
    public SignedEnrolment sign(Enrolment enrolment) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        byte[] message = MessageJson.write(enrolment);
        signer.update(message, 0, message.length);
        return new SignedEnrolment(enrolment, Hex.of(signer.generateSignature()));
    }

    @Override
    public String toString() {
        return "EnrolmentSigningKey (redacted)";
    }
}
