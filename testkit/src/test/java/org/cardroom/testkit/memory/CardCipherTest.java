package org.cardroom.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.testkit.apdu.ByteArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known answers of the card reference. */
class CardCipherTest {

    @ParameterizedTest
    @CsvSource({
        "00, D61143F9CCFFD2CA, 17466E766E303CB6",
        "0102030405060708, 0011223344556677, 26604D88E55BD3E7",
        "00, 0011223344556677, 74F4AE777AA431E8",
        "00, A892D75601617C5D, 1951EC3EF81BBABB",
    })
    void answersChallengesInTripleDes(String part, String challenge, String response) {
        assertThat(CardCipher.TRIPLE_DES.encrypt(keyOf(part), ByteArrays.of(challenge)))
                .isEqualTo(ByteArrays.of(response));
    }

    @ParameterizedTest
    @CsvSource({"0102030405060708, B073DC", "00, 8CA64D"})
    void givesTheCheckValue(String part, String kcv) {
        assertThat(CardCipher.TRIPLE_DES.encrypt(keyOf(part), new byte[8])).startsWith(ByteArrays.of(kcv));
    }

    @Test
    void answersChallengesInAes() {
        byte[] challenge = ByteArrays.of("00112233445566778899AABBCCDDEEFF");

        assertThat(CardCipher.AES_192.encrypt(keyOf("0102030405060708"), challenge))
                .isEqualTo(ByteArrays.of("C53C74BB02939C2FD3D923078F3E757D"));
    }

    @Test
    void decryptsWhatItEncrypted() {
        for (CardCipher algorithm : CardCipher.values()) {
            byte[] key = algorithm.factoryKey();
            byte[] blocks = ByteArrays.repeat(ByteArrays.of(1, 2, 3), 3 * algorithm.blockLength);

            assertThat(algorithm.decrypt(key, algorithm.encrypt(key, blocks)))
                    .as(algorithm.name())
                    .isEqualTo(blocks);
        }
    }

    private static byte[] keyOf(String part) {
        return ByteArrays.repeat(ByteArrays.of(part), 24);
    }
}
