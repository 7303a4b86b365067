package org.cardroom.processor.keys;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.SecretBytes;

/** Verifies ciphers and key derivation against known answers before a processor starts: a wrong cipher bricks cards. */
public final class CryptoSelfTest {
    private static final String ZERO = "00".repeat(24);
    private static final String FACTORY = "0102030405060708".repeat(3);
    private static final String FIPS_KEY_128 = "000102030405060708090A0B0C0D0E0F";
    private static final String FIPS_KEY_256 = FIPS_KEY_128 + "101112131415161718191A1B1C1D1E1F";
    private static final String FIPS_BLOCK = "00112233445566778899AABBCCDDEEFF";

    private static final List<KnownAnswer> ANSWERS = List.of(
            new KnownAnswer(KeyAlgorithm.TDES, ZERO, "D61143F9CCFFD2CA", "17466E766E303CB6"),
            new KnownAnswer(KeyAlgorithm.TDES, FACTORY, "0011223344556677", "26604D88E55BD3E7"),
            new KnownAnswer(KeyAlgorithm.TDES, ZERO, "0011223344556677", "74F4AE777AA431E8"),
            new KnownAnswer(KeyAlgorithm.TDES, ZERO, "A892D75601617C5D", "1951EC3EF81BBABB"),
            new KnownAnswer(KeyAlgorithm.AES_192, FACTORY, FIPS_BLOCK, "C53C74BB02939C2FD3D923078F3E757D"),
            // FIPS 197, C.1 and C.3.
            new KnownAnswer(KeyAlgorithm.AES_128, FIPS_KEY_128, FIPS_BLOCK, "69C4E0D86A7B0430D8CDB78070B4C55A"),
            new KnownAnswer(KeyAlgorithm.AES_256, FIPS_KEY_256, FIPS_BLOCK, "8EA2B7CA516745BFEAFC49904B496089"));

    private CryptoSelfTest() {}

    private record KnownAnswer(KeyAlgorithm algorithm, String keyHex, String challenge, String response) {
        boolean matches() {
            AdminKey key = AdminKey.of(algorithm, Hex.bytes(keyHex));
            return revealed(key.respond(new Challenge(challenge))).equals(response);
        }
    }

    /**
     * Runs all known-answer tests.
     * @throws EnvironmentException if one fails; the message names it
     */
    public static void run() {
        for (KnownAnswer answer : ANSWERS) {
            require(answer.matches(), answer.algorithm().text() + " response");
        }
        require(kcv(FACTORY).equals("B073DC") && kcv(ZERO).equals("8CA64D"), "3DES key check value");
        byte[] diversified = InitialKeyProvider.diversifyAn10922(
                Hex.bytes("00112233445566778899AABBCCDDEEFF"), Hex.bytes("04782E21801D803042F54E585020416275"));
        require(Hex.of(diversified).equals("A8DD63A3B89D54B37CA802473FDA9175"), "AN10922 diversification");
        require(deriveKnownKey().equals("5DDF1F6268C4AD6764324F29A1D5617AEC5B34DCD586794C"), "key derivation");
    }

    /** A vector of our own: SP 800-108 has none for this label and context, and an issued key must stay derivable. */
    static String deriveKnownKey() {
        MasterKeyRing masters = new MasterKeyRing(Map.of(1, new SecretKeySpec(new byte[32], "HmacSHA256")));
        CardId card = new CardId("000102030405060708090A0B0C0D0E0F");
        return revealed(masters.deriveAdminKey(new AdminKeyRef(1, 1), CardKind.GIDS, card, KeyAlgorithm.TDES));
    }

    private static String kcv(String key) {
        return AdminKey.of(KeyAlgorithm.TDES, Hex.bytes(key)).kcv().hex();
    }

    private static String revealed(SecretBytes publicVector) {
        ByteBuffer out = ByteBuffer.allocate(publicVector.length());
        publicVector.copyInto(out);
        return Hex.of(out.array());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new EnvironmentException("self-test failed: " + what + "; the processor does not start");
        }
    }
}
