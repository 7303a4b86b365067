package org.cardroom.events.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.cardroom.events.card.Hex;

/**
 * An X25519 public key (RFC 7748) of an agent, the processors or the letter printers. Not secret.
 * @param hex canonical hex of 32 bytes
 */
public record HpkePublicKey(@JsonValue String hex) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HpkePublicKey {
        hex = Hex.canonical("public key", hex, 32, 32);
    }

    /** The fingerprint for comparison by two people: the first 16 bytes of its SHA-256, in groups of four hex digits. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Hex.bytes(hex));
            List<String> groups = new ArrayList<>();
            for (int i = 0; i < 32; i += 4) {
                groups.add(Hex.of(digest).substring(i, i + 4));
            }
            return String.join(" ", groups);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform has no SHA-256", e);
        }
    }

    AsymmetricKeyParameter toParameter() {
        return HpkeSuite.baseMode().deserializePublicKey(Hex.bytes(hex));
    }
}
