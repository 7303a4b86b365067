package org.cardroom.agent.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.agent.apdu.ApduScript;
import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Hex;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;

class CardIdentificationTest {
    private static final Atr ANY = new Atr("3B00");
    private static final Atr YUBIKEY = new Atr("3BFD1300008131FE158073C021C057597562694B657940");

    private static CardIdentification identify(VirtualCard card) {
        return SmartCard.identify(SmartCardFixture.transportTo(card), ANY);
    }

    @Test
    void knowsAGidsCardByItsApplication() {
        SmartCard card = SmartCardFixture.identify(
                VirtualCardBuilder.gids().id(SmartCardFixture.ID).build());
        assertThat(card.kind()).isEqualTo(CardKind.GIDS);
        assertThat(card.id()).hasToString(SmartCardFixture.ID);
    }

    @Test
    void knowsAPivCardByItsApplication() {
        SmartCard card = SmartCardFixture.identify(
                VirtualCardBuilder.piv().id(SmartCardFixture.ID).build());
        assertThat(card.kind()).isEqualTo(CardKind.PIV);
        assertThat(card.id()).hasToString(SmartCardFixture.ID);
    }

    @Test
    void knowsACardWhoseAtrSaysAnotherThing() {
        SmartCard gids = SmartCardFixture.identify(
                SmartCardFixture.transportTo(VirtualCardBuilder.gids().build()), YUBIKEY);
        SmartCard piv = SmartCardFixture.identify(
                SmartCardFixture.transportTo(VirtualCardBuilder.piv().build()), ANY);
        assertThat(gids.kind()).isEqualTo(CardKind.GIDS);
        assertThat(piv.kind()).isEqualTo(CardKind.PIV);
    }

    @Test
    void knowsABlankCard() {
        assertThat(identify(VirtualCardBuilder.gids().blank().build()))
                .isInstanceOfSatisfying(CardIdentification.Blank.class, blank -> assertThat(blank.card())
                        .isNull());
    }

    @Test
    void refusesACardOfNoKnownKind() {
        ApduScript card = ApduScript.of("""
                > 00 A4 04 00 09 A00000039742544659 00
                < 6A 82
                > 00 A4 04 00 05 A000000308 00
                < 6D 00
                > 00 A4 04 00 09 A00000030800001000 00
                < 69 99
                """);
        assertThat(SmartCard.identify(card, ANY)).isEqualTo(new CardIdentification.Unsupported("unknown kind of card"));
    }

    @Test
    void knowsAPivCardThatWantsMoreOfItsName() {
        VirtualCard card = VirtualCardBuilder.piv().build();
        ApduTransport strict = (command, response) -> command.remaining() == 11
                ? response.put(Hex.bytes("6A82")).position()
                : SmartCardFixture.transportTo(card).transmit(command, response);
        assertThat(SmartCardFixture.identify(strict, ANY).kind()).isEqualTo(CardKind.PIV);
    }

    @Test
    void refusesACardWhoseAnswerIsNone() {
        ApduTransport half = (command, response) -> response.put((byte) 0x90).position();
        assertThat(SmartCard.identify(half, ANY))
                .isEqualTo(new CardIdentification.Unsupported("unexpected response from the card (no status word)"));
    }

    @Test
    void callsNoCardByItsSerialNumberWhoseGuidIsCutOff() {
        ApduScript card = ApduScript.of("""
                > 00 A4 04 00 09 A00000039742544659 00
                < 6A 82
                > 00 A4 04 00 05 A000000308 00
                < 90 00
                > 00 CB 3F FF 05 5C 03 5F C1 02 00
                < 53 3B 30 19 90 00
                """);
        assertThat(SmartCard.identify(card, ANY))
                .isEqualTo(new CardIdentification.Unsupported("the card has neither a GUID nor a serial number"));
        assertThat(card.isComplete()).isTrue();
    }

    @Test
    void refusesAnIdThatIsCutOff() {
        ApduScript card = ApduScript.of("""
                > 00 A4 04 00 09 A00000039742544659 00
                < 90 00
                > 00 CB A0 12 04 5C 02 DF 20 00
                < DF 20 10 00 90 00
                """);
        assertThat(SmartCard.identify(card, ANY))
                .isEqualTo(new CardIdentification.Unsupported("cannot read the card's id (9000)"));
    }

    @Test
    void callsAYubiKeyWithoutAGuidByItsSerialNumber() {
        SmartCard card = SmartCardFixture.identify(
                VirtualCardBuilder.piv().id(SmartCardFixture.ID).withoutChuid().build());
        SmartCard again = SmartCardFixture.identify(
                VirtualCardBuilder.piv().id(SmartCardFixture.ID).withoutChuid().build());
        SmartCard other = SmartCardFixture.identify(
                VirtualCardBuilder.piv().withoutChuid().build());
        assertThat(card.id()).isEqualTo(again.id()).isNotEqualTo(other.id());
        assertThat(card.id().hex()).as("version 5").matches(".{12}5.*");
    }

    @Test
    void refusesACardThatHasNeitherGuidNorSerialNumber() {
        VirtualCard card =
                VirtualCardBuilder.piv().withoutChuid().withoutExtensions().build();
        assertThat(identify(card))
                .isEqualTo(new CardIdentification.Unsupported("the card has neither a GUID nor a serial number"));
    }

    @Test
    void saysThatACardIsGone() {
        ApduScript card = ApduScript.of("> 00 A4 04 00 09 A00000039742544659 00\n!");
        assertThat(SmartCard.identify(card, ANY)).isEqualTo(new CardIdentification.Removed());
    }
}
