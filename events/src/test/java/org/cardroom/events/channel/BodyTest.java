package org.cardroom.events.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BodyTest {
    private static AdminKey key(KeyAlgorithm algorithm) {
        return AdminKey.of(algorithm, new byte[algorithm.keyLength()]);
    }

    private static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Instruction putKey(KeyAlgorithm algorithm) {
        Challenge challenge = Challenge.of(new byte[algorithm.blockLength()]);
        return new Instruction.PutKey(key(algorithm).answer(challenge), key(algorithm));
    }

    private static Instruction setPin() {
        Challenge challenge = new Challenge("0011223344556677");
        List<Pin> puks = List.of(pin("87654321"), pin("12345678"));
        return new Instruction.SetPin(key(KeyAlgorithm.TDES).answer(challenge), pin("493817"), puks, pin("11223344"));
    }

    private static Instruction mutualSetPin() {
        Challenge hosts = new Challenge("00".repeat(16));
        Challenge cards = new Challenge("11".repeat(16));
        AdminKey key = key(KeyAlgorithm.TDES);
        return new Instruction.SetPin(
                key.gidsAnswer(cards, hosts), key.gidsProof(cards, hosts), pin("493817"), List.of(), null);
    }

    @Test
    void writesAndReadsTheProofThatACardOwes() {
        byte[] written = Body.write(mutualSetPin());
        assertThat(Body.write(Body.read(written))).isEqualTo(written).hasSize(1 + 41 + 33 + 7 + 1);
    }

    @Test
    void writesAndReadsTheDemandForAProof() {
        assertThat(Body.read(Body.write(new Instruction.Prove()))).isEqualTo(new Instruction.Prove());
    }

    @ParameterizedTest
    @EnumSource
    void writesAndReadsAKeyOfEveryAlgorithm(KeyAlgorithm algorithm) {
        byte[] written = Body.write(putKey(algorithm));
        assertThat(Body.write(Body.read(written))).isEqualTo(written);
    }

    @Test
    void writesAndReadsTheFirstKeyOfABlankCard() {
        byte[] written = Body.write(new Instruction.Initialise(key(KeyAlgorithm.TDES)));
        assertThat(Body.write(Body.read(written))).isEqualTo(written).hasSize(1 + 1 + 25);
        assertThatIllegalArgumentException().isThrownBy(() -> Body.read(Arrays.copyOf(written, written.length + 1)));
    }

    static Stream<Instruction> given() {
        AdminKey key = key(KeyAlgorithm.TDES);
        return Stream.of(
                new Instruction.GiveKey(key),
                new Instruction.GiveAnswer(key.answer(new Challenge("0011223344556677"))),
                new Instruction.GivePin(pin("493817")),
                new Instruction.Ended());
    }

    @ParameterizedTest
    @MethodSource("given")
    void writesAndReadsWhatAClientIsGiven(Instruction given) {
        byte[] written = Body.write(given);
        assertThat(Body.read(written)).hasSameClassAs(given);
        assertThat(Body.write(Body.read(written))).isEqualTo(written);
        assertThatIllegalArgumentException().isThrownBy(() -> Body.read(Arrays.copyOf(written, written.length + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Body.read(Arrays.copyOf(written, written.length - 1)));
    }

    @Test
    void givesEachTypeItsOwnNumber() {
        assertThat(given().map(instruction -> Body.write(instruction)[0]))
                .containsExactly((byte) 7, (byte) 8, (byte) 9, (byte) 10);
    }

    @ParameterizedTest
    @EnumSource
    void writesAndReadsEveryRejection(Rejection reason) {
        assertThat(Body.read(Body.write(new Instruction.Reject(reason)))).isEqualTo(new Instruction.Reject(reason));
    }

    @Test
    void writesAndReadsPinAndPuks() {
        byte[] written = Body.write(setPin());
        assertThat(Body.write(Body.read(written))).isEqualTo(written);
    }

    @Test
    void writesSecretsAsBytesAndNotAsText() {
        assertThat(Hex.of(Body.write(setPin()))).contains("06343933383137");
    }

    @Test
    void refusesATypeItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Body.read(new byte[] {11}))
                .withMessageContaining("type that is not known");
    }

    @Test
    void refusesEveryBeginningOfABody() {
        byte[] whole = Body.write(putKey(KeyAlgorithm.AES_256));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Body.read(cut));
        }
    }

    @Test
    void answersAnyBytesWithAnInstructionOrAnArgumentError() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = i % 2 == 0 ? Body.write(setPin()) : new byte[random.nextInt(64)];
            if (i % 2 == 0) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            } else {
                random.nextBytes(body);
            }
            assertReadOrRefused(body);
        }
    }

    private static void assertReadOrRefused(byte[] body) {
        try {
            Body.read(body).close();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
