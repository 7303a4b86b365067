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
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InstructionCodecTest {
    private static AdminKey key(KeyAlgorithm algorithm) {
        return AdminKey.of(algorithm, new byte[algorithm.keyLength()]);
    }

    private static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Instruction putKey(KeyAlgorithm algorithm) {
        Challenge challenge = Challenge.of(new byte[algorithm.blockLength()]);
        return new Instruction.PutKey(key(algorithm).respond(challenge), key(algorithm));
    }

    private static Instruction setPin() {
        Challenge challenge = new Challenge("0011223344556677");
        List<Pin> puks = List.of(pin("87654321"), pin("12345678"));
        return new Instruction.SetPin(key(KeyAlgorithm.TDES).respond(challenge), pin("493817"), puks, pin("11223344"));
    }

    private static Instruction mutualSetPin() {
        Challenge hosts = new Challenge("00".repeat(16));
        Challenge cards = new Challenge("11".repeat(16));
        AdminKey key = key(KeyAlgorithm.TDES);
        return new Instruction.SetPin(
                key.respondGidsMutual(cards, hosts),
                key.expectedGidsProof(cards, hosts),
                pin("493817"),
                List.of(),
                null);
    }

    @Test
    void writesAndReadsTheProofThatACardOwes() {
        byte[] written = InstructionCodec.encode(mutualSetPin());
        assertThat(InstructionCodec.encode(InstructionCodec.decode(written)))
                .isEqualTo(written)
                .hasSize(1 + 41 + 33 + 7 + 1);
    }

    @Test
    void writesAndReadsTheDemandForAProof() {
        assertThat(InstructionCodec.decode(InstructionCodec.encode(new Instruction.RequestMutualAuth())))
                .isEqualTo(new Instruction.RequestMutualAuth());
    }

    @ParameterizedTest
    @EnumSource
    void writesAndReadsAKeyOfEveryAlgorithm(KeyAlgorithm algorithm) {
        byte[] written = InstructionCodec.encode(putKey(algorithm));
        assertThat(InstructionCodec.encode(InstructionCodec.decode(written))).isEqualTo(written);
    }

    @Test
    void writesAndReadsTheFirstKeyOfABlankCard() {
        byte[] written = InstructionCodec.encode(new Instruction.Initialise(key(KeyAlgorithm.TDES)));
        assertThat(InstructionCodec.encode(InstructionCodec.decode(written)))
                .isEqualTo(written)
                .hasSize(1 + 1 + 25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstructionCodec.decode(Arrays.copyOf(written, written.length + 1)));
    }

    static Stream<Instruction> given() {
        AdminKey key = key(KeyAlgorithm.TDES);
        return Stream.of(
                new Instruction.DeliverAdminKey(key),
                new Instruction.DeliverAuthenticationResponse(key.respond(new Challenge("0011223344556677"))),
                new Instruction.DeliverPin(pin("493817")),
                new Instruction.RequestEndAcknowledged());
    }

    @ParameterizedTest
    @MethodSource("given")
    void writesAndReadsWhatAClientIsGiven(Instruction given) {
        byte[] written = InstructionCodec.encode(given);
        assertThat(InstructionCodec.decode(written)).hasSameClassAs(given);
        assertThat(InstructionCodec.encode(InstructionCodec.decode(written))).isEqualTo(written);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstructionCodec.decode(Arrays.copyOf(written, written.length + 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstructionCodec.decode(Arrays.copyOf(written, written.length - 1)));
    }

    @Test
    void givesEachTypeItsOwnNumber() {
        assertThat(given().map(instruction -> InstructionCodec.encode(instruction)[0]))
                .containsExactly((byte) 7, (byte) 8, (byte) 9, (byte) 10);
    }

    @ParameterizedTest
    @EnumSource
    void writesAndReadsEveryRejection(RejectionReason reason) {
        assertThat(InstructionCodec.decode(InstructionCodec.encode(new Instruction.Reject(reason))))
                .isEqualTo(new Instruction.Reject(reason));
    }

    @Test
    void writesAndReadsPinAndPuks() {
        byte[] written = InstructionCodec.encode(setPin());
        assertThat(InstructionCodec.encode(InstructionCodec.decode(written))).isEqualTo(written);
    }

    @Test
    void writesSecretsAsBytesAndNotAsText() {
        assertThat(Hex.of(InstructionCodec.encode(setPin()))).contains("06343933383137");
    }

    @Test
    void refusesATypeItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstructionCodec.decode(new byte[] {11}))
                .withMessage("unknown instruction type");
    }

    @Test
    void refusesEveryBeginningOfABody() {
        byte[] whole = InstructionCodec.encode(putKey(KeyAlgorithm.AES_256));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException().isThrownBy(() -> InstructionCodec.decode(cut));
        }
    }

    @Test
    void answersAnyBytesWithAnInstructionOrAnArgumentError() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = i % 2 == 0 ? InstructionCodec.encode(setPin()) : new byte[random.nextInt(64)];
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
            InstructionCodec.decode(body).close();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
