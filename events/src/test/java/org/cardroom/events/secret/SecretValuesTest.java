package org.cardroom.events.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretValuesTest {
    private static final String ZERO = "00".repeat(24);
    private static final String FACTORY = "0102030405060708".repeat(3);

    private static AdminKey key(KeyAlgorithm algorithm, String hex) {
        return AdminKey.of(algorithm, Hex.bytes(hex));
    }

    private static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String revealed(SecretBytes secret) {
        ByteBuffer out = ByteBuffer.allocate(secret.length());
        secret.copyInto(out);
        return Hex.of(out.array());
    }

    /** The vectors that card tools and the public worked example agree on. */
    @ParameterizedTest
    @CsvSource({
        "3DES, D61143F9CCFFD2CA, zero, 17466E766E303CB6",
        "3DES, 0011223344556677, factory, 26604D88E55BD3E7",
        "3DES, 0011223344556677, zero, 74F4AE777AA431E8",
        "3DES, A892D75601617C5D, zero, 1951EC3EF81BBABB",
        "AES-192, 00112233445566778899AABBCCDDEEFF, factory, C53C74BB02939C2FD3D923078F3E757D",
    })
    void answersTheKnownChallenges(String algorithm, String challenge, String key, String response) {
        AdminKey admin = key(KeyAlgorithm.fromName(algorithm), key.equals("zero") ? ZERO : FACTORY);
        assertThat(revealed(admin.respond(new Challenge(challenge)))).isEqualTo(response);
    }

    @Test
    void answersTheWorkedExampleToTheLetter() {
        AdminKey initial = key(KeyAlgorithm.TDES, ZERO);
        assertThat(initial.respond(Challenge.ofBase64("1hFD+cz/0so=")).base64()).isEqualTo("F0Zudm4wPLY=");
    }

    @Test
    void knowsTheKeyCheckValues() {
        assertThat(key(KeyAlgorithm.TDES, FACTORY).kcv()).isEqualTo(new KeyCheckValue("B073DC"));
        assertThat(key(KeyAlgorithm.TDES, ZERO).kcv()).isEqualTo(new KeyCheckValue("8CA64D"));
    }

    @Test
    void refusesAChallengeOfTheWrongLengthByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(KeyAlgorithm.TDES, ZERO).respond(new Challenge("00".repeat(16))))
                .withMessage("3DES takes a challenge of 8 bytes, this has 16");
    }

    private static final Challenge R1 = new Challenge("000102030405060708090A0B0C0D0E0F");
    private static final Challenge R2 = new Challenge("F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF");

    private static byte[] chained(int direction, String hex) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("DESede/CBC/NoPadding");
        SecretKeySpec key = new SecretKeySpec(Hex.bytes(FACTORY), "DESede");
        cipher.init(direction, key, new IvParameterSpec(new byte[8]));
        return cipher.doFinal(Hex.bytes(hex));
    }

    @Test
    void answersAGidsCardThatAuthenticatesBothWays() throws GeneralSecurityException {
        AuthenticationResponse answer = key(KeyAlgorithm.TDES, FACTORY).respondGidsMutual(R2, R1);
        String plain = Hex.of(chained(Cipher.DECRYPT_MODE, revealed(answer)));
        assertThat(plain).startsWith(R2.hex() + R1.hex()).endsWith("80").hasSize(80);
    }

    @Test
    void drawsTheSecretOfEachGidsAnswerAnew() {
        AdminKey key = key(KeyAlgorithm.TDES, FACTORY);
        assertThat(revealed(key.respondGidsMutual(R2, R1))).isNotEqualTo(revealed(key.respondGidsMutual(R2, R1)));
    }

    @Test
    void expectsOfAGidsCardWhatDoesNotDependOnItsOwnSecret() throws GeneralSecurityException {
        CardAuthenticationProof proof = key(KeyAlgorithm.TDES, FACTORY).expectedGidsProof(R2, R1);
        byte[] one = chained(Cipher.ENCRYPT_MODE, R1.hex() + R2.hex() + "01020304050607" + "80");
        byte[] other = chained(Cipher.ENCRYPT_MODE, R1.hex() + R2.hex() + "F1F2F3F4F5F6F7" + "80");
        assertThat(proof.matchesStartOf(one)).isTrue();
        assertThat(proof.matchesStartOf(other)).isTrue();
        assertThat(proof.matchesStartOf(chained(Cipher.ENCRYPT_MODE, R2.hex() + R1.hex() + "0102030405060780")))
                .isFalse();
        assertThat(proof.matchesStartOf(new byte[8])).isFalse();
    }

    /** The answer would hold the proof, and a forged card could send it back. */
    @Test
    void answersNoGidsCardThatSendsTheHostsOwnChallengeBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(KeyAlgorithm.TDES, FACTORY).respondGidsMutual(R1, R1))
                .withMessageContaining("two different challenges");
    }

    @Test
    void answersAPivWitnessWithWhatTheCardEncrypted() {
        AdminKey key = key(KeyAlgorithm.AES_192, FACTORY);
        Challenge witness = new Challenge("C53C74BB02939C2FD3D923078F3E757D");
        assertThat(revealed(key.respondPivMutual(witness))).isEqualTo("00112233445566778899AABBCCDDEEFF");
    }

    @Test
    void expectsOfAPivCardTheEncryptedChallenge() {
        CardAuthenticationProof proof =
                key(KeyAlgorithm.AES_192, FACTORY).expectedPivProof(new Challenge("00112233445566778899AABBCCDDEEFF"));
        assertThat(proof.matchesStartOf(Hex.bytes("C53C74BB02939C2FD3D923078F3E757D")))
                .isTrue();
        assertThat(proof.matchesStartOf(Hex.bytes("C53C74BB02939C2FD3D923078F3E757E")))
                .isFalse();
    }

    @Test
    void refusesAKeyOfTheWrongLengthByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(KeyAlgorithm.AES_256, ZERO))
                .withMessage("AES-256 takes a key of 32 bytes, this has 24");
    }

    @Test
    void copiesTheBytesItIsGiven() {
        byte[] mine = Hex.bytes(FACTORY);
        AdminKey key = AdminKey.of(KeyAlgorithm.TDES, mine);
        mine[0] = 0x7F;
        assertThat(revealed(key)).isEqualTo(FACTORY);
    }

    @Test
    void refusesToWorkOnceCleared() {
        AdminKey key = key(KeyAlgorithm.TDES, FACTORY);
        key.close();
        assertThatIllegalStateException().isThrownBy(key::kcv).withMessage("AdminKey was cleared");
    }

    @Test
    void showsNothingAsText() {
        assertThat(pin("493817")).hasToString("Pin (redacted)");
        assertThat(key(KeyAlgorithm.TDES, FACTORY)).hasToString("AdminKey (redacted)");
    }

    @Test
    void padsAPivPinWithFF() {
        ByteBuffer out = ByteBuffer.allocate(8);
        pin("493817").copyPaddedInto(out);
        assertThat(Hex.of(out.array())).isEqualTo("343933383137FFFF");
    }

    @Test
    void refusesAShortPinWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pin("481"))
                .withMessage("a PIN must have 4 to 16 characters, this has 3");
    }

    @Test
    void refusesAPinThatIsNotPrintable() {
        assertThatIllegalArgumentException().isThrownBy(() -> pin("48 11")).withMessageContaining("printable");
    }

    @Test
    void findsEveryAlgorithmByItsReference() {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            assertThat(KeyAlgorithm.fromReference(algorithm.reference())).isEqualTo(algorithm);
        }
    }
}
