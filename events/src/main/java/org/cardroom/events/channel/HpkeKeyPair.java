package org.cardroom.events.channel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.cardroom.events.card.Hex;

/** An X25519 key pair. The private key leaves it only by {@link #copyPrivateInto}. */
public final class HpkeKeyPair {
    private final AsymmetricCipherKeyPair pair;

    private HpkeKeyPair(AsymmetricCipherKeyPair pair) {
        this.pair = pair;
    }

    /** Generates a key pair. */
    public static HpkeKeyPair generate() {
        return new HpkeKeyPair(HpkeSuite.baseMode().generatePrivateKey());
    }

    /** Creates the pair of a private key of 32 bytes, which are copied; the caller clears its own. */
    public static HpkeKeyPair of(byte[] privateKey) {
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(privateKey, 0);
        return new HpkeKeyPair(new AsymmetricCipherKeyPair(key.generatePublicKey(), key));
    }

    /** The public key. */
    public HpkePublicKey publicKey() {
        return new HpkePublicKey(Hex.of(HpkeSuite.baseMode().serializePublicKey(pair.getPublic())));
    }

    /** Writes the private key, 32 bytes, for storage in its file or keystore. */
    public void copyPrivateInto(ByteBuffer out) {
        out.put(((X25519PrivateKeyParameters) pair.getPrivate()).getEncoded());
    }

    /**
     * Opens what a {@link HpkeSealer} sealed.
     * @return the plain bytes, for the caller to clear; empty if it was sealed to another key or bound to other data
     */
    public Optional<byte[]> open(String bound, byte[] sealed) {
        if (sealed.length < HpkeSealer.ENCAPSULATED) {
            return Optional.empty();
        }
        byte[] encapsulated = Arrays.copyOf(sealed, HpkeSealer.ENCAPSULATED);
        byte[] body = Arrays.copyOfRange(sealed, HpkeSealer.ENCAPSULATED, sealed.length);
        ChannelCrypto crypto =
                new ChannelCrypto(HpkeSuite.baseMode().setupBaseR(encapsulated, pair, HpkeSealer.hpkeInfo()));
        return crypto.open(HpkeSuite.utf8(bound), body);
    }

    AsymmetricCipherKeyPair pair() {
        return pair;
    }

    @Override
    public String toString() {
        return "HpkeKeyPair (redacted)";
    }
}
