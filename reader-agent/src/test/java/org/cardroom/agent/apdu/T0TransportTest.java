package org.cardroom.agent.apdu;

import static org.assertj.core.api.Assertions.assertThat;

import javax.smartcardio.CardException;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.card.SmartCardFixture;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of ISO/IEC 7816-3:2006, 12.2. */
class T0TransportTest {
    private static ResponseApdu sent(ApduScript card, CommandApdu command) throws CardException {
        return new ApduChannel(card.overT0()).send(command);
    }

    @ParameterizedTest(name = "case {0}")
    @CsvSource({
        "1, 00 20 00 80, false, 00 20 00 80 00",
        "2, 00 F7 00 9B, true, 00 F7 00 9B 00",
        "3, 00 20 00 80 31323334, false, 00 20 00 80 04 31323334",
        "4, 00 CB 3F FF 5C027F71, true, 00 CB 3F FF 04 5C027F71"
    })
    void carriesEachCaseOfCommand(int number, String apdu, boolean expecting, String carried) throws CardException {
        String hex = apdu.replace(" ", "");
        int header = Integer.parseUnsignedInt(hex.substring(0, 8), 16);
        CommandApdu command = hex.length() == 8 ? CommandApdu.of(header) : CommandApdu.of(header, hex.substring(8));
        ApduScript card = ApduScript.of("> " + carried + "\n< 90 00");
        assertThat(sent(card, expecting ? command.expectingData() : command)
                        .statusWord()
                        .isOk())
                .as("case %s", number)
                .isTrue();
    }

    @Test
    void fetchesTheAnswerToACommandWithData() throws CardException {
        ApduScript card = ApduScript.of("""
                > 00 CB 3F FF 04 5C 02 7F 71
                < 61 02
                > 00 C0 00 00 02
                < 01 02 90 00
                """);
        assertThat(sent(card, CommandApdu.of(0x00CB_3FFF, "5C027F71").expectingData())
                        .data()
                        .remaining())
                .isEqualTo(2);
    }

    @Test
    void asksAgainWithTheRightLength() throws CardException {
        ApduScript card = ApduScript.of("""
                > 00 F8 00 00 00
                < 6C 04
                > 00 F8 00 00 04
                < 00 01 02 03 90 00
                """);
        assertThat(sent(card, CommandApdu.of(0x00F8_0000).expectingData())
                        .data()
                        .remaining())
                .isEqualTo(4);
    }

    @Test
    void knowsACardThatSpeaksIt() {
        ApduScript card = ApduScript.of("""
                > 00 A4 04 00 09 A00000039742544659
                < 61 12
                > 00 C0 00 00 12
                < 61 10 4F 0B A0 00 00 03 97 42 54 46 59 02 01 73 03 40 90 00
                > 00 CB A0 12 04 5C 02 DF 20
                < 61 13
                > 00 C0 00 00 13
                < DF 20 10 A1B2C3D4E5F60718293A4B5C6D7E8F90 90 00
                """);
        SmartCard known = SmartCardFixture.identify(card.overT0(), new Atr("3B00"));
        assertThat(known.kind()).isEqualTo(CardKind.GIDS);
        assertThat(known.id()).hasToString(SmartCardFixture.ID);
    }
}
