package org.cardroom.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.cardroom.testkit.apdu.ByteArrays;
import org.junit.jupiter.api.Test;

/** Whatever comes down the wire, a card answers with a status word. */
class MalformedApduTest {

    private static final int COMMANDS = 20_000;
    private static final long SEED = 20260101;

    private final Random random = new Random(SEED);

    @Test
    void cardsAnswerRandomBytes() {
        for (VirtualCard card : cards()) {
            survives(card, this::noise);
        }
    }

    @Test
    void cardsAnswerSpoiltCommands() {
        for (VirtualCard card : cards()) {
            survives(card, this::spoilt);
        }
    }

    private static List<VirtualCard> cards() {
        return List.of(
                VirtualCardBuilder.gids().build(),
                VirtualCardBuilder.gids().blank().build(),
                VirtualCardBuilder.piv().algorithm(0x0A).build(),
                VirtualCardBuilder.piv().withoutExtensions().build());
    }

    private void survives(VirtualCard card, Supplier<byte[]> commands) {
        for (int i = 0; i < COMMANDS / 8; i++) {
            byte[] command = commands.get();
            if (i % 50 == 0) {
                new RawCardClient(card)
                        .send(card.kind().equals("GIDS") ? RawCardClient.SELECT_GIDS : RawCardClient.SELECT_PIV);
            }
            byte[] answer = card.transmit(command);
            int first = answer[answer.length - 2] & 0xF0;
            assertThat(first)
                    .as("%s to %s", ByteArrays.hex(answer), ByteArrays.hex(command))
                    .isIn(0x60, 0x90);
        }
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A real command with one byte changed, or its end cut off. */
    private byte[] spoilt() {
        List<String> real = List.of(
                RawCardClient.SELECT_ADMIN_KEY,
                RawCardClient.GET_CHALLENGE,
                RawCardClient.PUT_NEW_KEY,
                RawCardClient.SET_PIN,
                "00870000147C12811000112233445566778899AABBCCDDEEFF00",
                "008700002C7C2A8228" + "00".repeat(40),
                "0087039B0C7C0A82080011223344556677",
                "0087039B147C12800800112233445566778108001122334455667700",
                "00FFFFFF1B039B18" + RawCardClient.NEW_KEY,
                "002C0080103132333435363738313233343536FFFF",
                "00CB3FFF055C035FC10200");
        byte[] bytes = ByteArrays.of(real.get(random.nextInt(real.size())));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return Arrays.copyOf(bytes, length);
    }
}
