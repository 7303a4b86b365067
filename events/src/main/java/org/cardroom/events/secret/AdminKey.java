package org.cardroom.events.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.events.card.Challenge;

/**
 * A card's administrator key (GIDS), also called management key (PIV). It answers challenges itself; its bytes
 * leave it only for the card, in a sealed instruction, or for an HTTP client that writes the card.
 */
public final class AdminKey extends SecretBytes {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int GIDS_CHALLENGE = 16;
    private static final int GIDS_SECRET = 7;
    private static final int GIDS_ANSWER = 2 * GIDS_CHALLENGE + GIDS_SECRET + 1;

    private final KeyAlgorithm algorithm;

    private AdminKey(KeyAlgorithm algorithm, byte[] bytes) {
        super(bytes);
        this.algorithm = algorithm;
    }

    /**
     * Creates a key of these bytes, which are copied; the caller clears its own.
     * @throws IllegalArgumentException if the length does not fit the algorithm
     */
    public static AdminKey of(KeyAlgorithm algorithm, byte[] bytes) {
        if (bytes.length != algorithm.keyLength()) {
            throw new IllegalArgumentException(
                    algorithm.text() + " takes a key of " + algorithm.keyLength() + " bytes, this has " + bytes.length);
        }
        return new AdminKey(algorithm, bytes);
    }

    /** The algorithm of the key. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * The authentication response: the challenge encrypted under this key, one block, ECB (NIST SP 800-73-4 part 2,
     * A.1; GIDS: CBC with a zero IV, which is the same for one block).
     * @throws IllegalArgumentException if the challenge is not one block of this algorithm
     */
    public AuthenticationResponse respond(Challenge challenge) {
        algorithm.requireBlockLength(challenge);
        return new AuthenticationResponse(encrypt(challenge.bytes()));
    }

    /**
     * The answer to a GIDS card in mutual authentication: R2 ‖ R1 ‖ 7 random bytes ‖ 80, encrypted in CBC with a zero
     * IV; 40 bytes.
     * @param cards R2, the card's challenge, 16 bytes
     * @param hosts R1, the host challenge, 16 bytes
     * @throws IllegalArgumentException if the two are equal: the answer would contain the proof expected from the card
     */
    public AuthenticationResponse respondGidsMutual(Challenge cards, Challenge hosts) {
        checkPair(cards, hosts);
        byte[] secret = new byte[GIDS_SECRET];
        RANDOM.nextBytes(secret);
        ByteBuffer plain = ByteBuffer.allocate(GIDS_ANSWER).put(cards.bytes()).put(hosts.bytes());
        return new AuthenticationResponse(
                encryptCbc(plain.put(secret).put((byte) 0x80).array()));
    }

    /**
     * The proof expected from that GIDS card: the beginning of R1 ‖ R2 ‖ Z2 ‖ 80 in the same encryption. In CBC its first 32
     * bytes depend on R1 and R2 alone; the card's own 7 random bytes and the 80 are in the last block, which
     * proves nothing more.
     */
    public CardAuthenticationProof expectedGidsProof(Challenge cards, Challenge hosts) {
        checkPair(cards, hosts);
        ByteBuffer plain = ByteBuffer.allocate(2 * GIDS_CHALLENGE).put(hosts.bytes());
        return new CardAuthenticationProof(encryptCbc(plain.put(cards.bytes()).array()));
    }

    private static void checkPair(Challenge cards, Challenge hosts) {
        if (cards.equals(hosts) || cards.length() != GIDS_CHALLENGE || hosts.length() != GIDS_CHALLENGE) {
            throw new IllegalArgumentException("two different challenges of 16 bytes are needed");
        }
    }

    /**
     * The answer to a PIV card's witness: what the card encrypted, in clear (NIST SP 800-73-4 part 2, A.1.2).
     * @throws IllegalArgumentException if the witness is not one block of this algorithm
     */
    public AuthenticationResponse respondPivMutual(Challenge witness) {
        algorithm.requireBlockLength(witness);
        return new AuthenticationResponse(transform(Cipher.DECRYPT_MODE, "ECB", witness.bytes()));
    }

    /**
     * The proof expected from that PIV card: the host challenge, encrypted.
     * @throws IllegalArgumentException if the challenge is not one block of this algorithm
     */
    public CardAuthenticationProof expectedPivProof(Challenge hosts) {
        algorithm.requireBlockLength(hosts);
        return new CardAuthenticationProof(encrypt(hosts.bytes()));
    }

    /** The key check value: the first 3 bytes of a block of zeros encrypted under this key. It may be logged. */
    public KeyCheckValue kcv() {
        return KeyCheckValue.of(Arrays.copyOf(encrypt(new byte[algorithm.blockLength()]), 3));
    }

    private byte[] encrypt(byte[] block) {
        return transform(Cipher.ENCRYPT_MODE, "ECB", block);
    }

    private byte[] encryptCbc(byte[] blocks) {
        return transform(Cipher.ENCRYPT_MODE, "CBC", blocks);
    }

    private byte[] transform(int direction, String mode, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance(algorithm.cipher() + "/" + mode + "/NoPadding");
            IvParameterSpec zero = mode.equals("CBC") ? new IvParameterSpec(new byte[algorithm.blockLength()]) : null;
            cipher.init(direction, new SecretKeySpec(bytes(), algorithm.cipher()), zero);
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no " + algorithm.text(), e);
        }
    }
}
