package org.cardroom.agent.apdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import javax.smartcardio.CardException;
import org.cardroom.events.card.Hex;
import org.junit.jupiter.api.Test;

class ApduChannelTest {
    private static CommandApdu getData() {
        return CommandApdu.of(0x00CB_3FFF, "5C027F71").expectingData();
    }

    private static String data(ResponseApdu answer) {
        byte[] bytes = new byte[answer.data().remaining()];
        answer.data().duplicate().get(bytes);
        return Hex.of(bytes);
    }

    @Test
    void fetchesWhatTheCardHasMore() throws CardException {
        ApduScript card = ApduScript.of("""
                > 00 CB 3F FF 04 5C 02 7F 71 00
                < 01 02 61 02
                > 00 C0 00 00 02
                < 03 04 61 01
                > 00 C0 00 00 01
                < 05 90 00
                """);
        ResponseApdu answer = new ApduChannel(card).send(getData());
        assertThat(data(answer)).isEqualTo("0102030405");
        assertThat(answer.statusWord().isOk()).isTrue();
    }

    @Test
    void repeatsWithTheLengthThatTheCardWants() throws CardException {
        ApduScript card = ApduScript.of("""
                > 00 CB 3F FF 04 5C 02 7F 71 00
                < 6C 02
                > 00 CB 3F FF 04 5C 02 7F 71 02
                < 01 02 90 00
                """);
        assertThat(data(new ApduChannel(card).send(getData()))).isEqualTo("0102");
    }

    @Test
    void asksForTheRestWithTheLengthThatTheCardWants() throws CardException {
        ApduScript card = ApduScript.of("""
                > 00 CB 3F FF 04 5C 02 7F 71 00
                < 61 00
                > 00 C0 00 00 00
                < 6C 02
                > 00 C0 00 00 02
                < 01 02 90 00
                """);
        assertThat(data(new ApduChannel(card).send(getData()))).isEqualTo("0102");
    }

    @Test
    void repeatsOnlyOnce() throws CardException {
        ApduScript card = ApduScript.of("""
                > 00 20 00 80
                < 6C 02
                > 00 20 00 80 02
                < 6C 03
                """);
        assertThat(new ApduChannel(card).send(CommandApdu.of(0x0020_0080)).statusWord())
                .hasToString("6C03");
    }

    @Test
    void givesUpOnACardThatAlwaysHasMore() throws CardException {
        ApduChannel channel = new ApduChannel(
                (command, response) -> response.put(Hex.bytes("0161FF")).position());
        assertThat(channel.send(getData())).isEqualTo(ResponseApdu.TOO_LONG);
    }

    @Test
    void takesHalfAStatusWordForNone() throws CardException {
        ApduChannel channel =
                new ApduChannel((command, response) -> response.put((byte) 0x90).position());
        assertThat(channel.send(getData()).statusWord()).hasToString("no status word");
    }

    @Test
    void takesAnAnswerThatDoesNotFitForNone() throws CardException {
        ApduChannel channel = new ApduChannel((command, response) -> {
            throw new BufferOverflowException();
        });
        assertThat(channel.send(getData())).isEqualTo(ResponseApdu.TOO_LONG);
    }

    @Test
    void takesADriverThatFailsForAPulledCard() {
        ApduChannel channel = new ApduChannel((command, response) -> {
            throw new IllegalStateException("the card was disconnected");
        });
        assertThatExceptionOfType(CardException.class).isThrownBy(() -> channel.send(getData()));
    }

    @Test
    void clearsACommandThatWasSent() throws CardException {
        ApduScript card = ApduScript.of("> 00 20 00 80 04 31 32 33 34\n< 90 00");
        ByteBuffer pin = ByteBuffer.wrap(Hex.bytes("31323334"));
        new ApduChannel(card).send(CommandApdu.of(0x0020_0080, 4, data -> data.put(pin)));
        assertThat(card.isCleared()).isTrue();
    }

    @Test
    void clearsACommandThatWasNotAnswered() {
        ApduScript card = ApduScript.of("> 00 20 00 80 04 31 32 33 34\n!");
        assertThatExceptionOfType(CardException.class)
                .isThrownBy(() -> new ApduChannel(card).send(CommandApdu.of(0x0020_0080, "31323334")));
        assertThat(card.isCleared()).isTrue();
    }
}
