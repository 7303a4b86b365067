package org.cardroom.events.secret;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.events.card.Challenge;

/**
 * A card's administrator key (GIDS), also called management key (PIV). It answers challenges itself; its bytes leave it
 * only towards the card or sealed.
 */
public final class AdminKey extends Secret {
    private final KeyAlgorithm algorithm;

    private AdminKey(KeyAlgorithm algorithm, byte[] bytes) {
        super(bytes);
        this.algorithm = algorithm;
    }

    /**
     * A key of these bytes, which are copied; the caller clears its own.
     *
     * @throws IllegalArgumentException if the length is not the algorithm's
     */
    public static AdminKey of(KeyAlgorithm algorithm, byte[] bytes) {
        if (bytes.length != algorithm.keyLength()) {
            throw new IllegalArgumentException(
                    algorithm.text() + " takes a key of " + algorithm.keyLength() + " bytes, this has " + bytes.length);
        }
        return new AdminKey(algorithm, bytes);
    }

    /** What kind of key it is. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * The authentication response: the challenge encrypted under this key, one block, ECB (NIST SP 800-73-4 part 2,
     * A.1; GIDS: CBC with a zero IV, which is the same for one block).
     *
     * @throws IllegalArgumentException if the challenge is not one block of this algorithm
     */
    public AuthenticationResponse answer(Challenge challenge) {
        algorithm.check(challenge);
        return new AuthenticationResponse(encrypt(challenge.bytes()));
    }

    /** The key check value: the first 3 bytes of a block of zeros encrypted under this key. It may be logged. */
    public Kcv kcv() {
        return Kcv.of(Arrays.copyOf(encrypt(new byte[algorithm.blockLength()]), 3));
    }

    private byte[] encrypt(byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance(algorithm.cipher() + "/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes(), algorithm.cipher()));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no " + algorithm.text(), e);
        }
    }
}
