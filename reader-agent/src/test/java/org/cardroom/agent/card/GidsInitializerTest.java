package org.cardroom.agent.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;

class GidsInitializerTest {
    private static final CardId ID = new CardId(SmartCardFixture.ID);
    private static final AdminKey KEY = SmartCardFixture.key(KeyAlgorithm.TDES, SmartCardFixture.NEW_KEY);

    private static CardIdentification.CardInitializer initialiser(VirtualCard card) {
        return ((CardIdentification.Blank) SmartCard.identify(SmartCardFixture.transportTo(card), Atr.of(card.atr())))
                .initializer();
    }

    private static CardIdentification identified(VirtualCard card) {
        card.reset();
        return SmartCard.identify(SmartCardFixture.transportTo(card), Atr.of(card.atr()));
    }

    private static String told(VirtualCard card, String command) {
        return Hex.of(card.transmit(Hex.bytes(command)));
    }

    @Test
    void makesACardThatIsKnownByItsId() {
        VirtualCard card = VirtualCardBuilder.gids().blank().build();
        assertThat(initialiser(card).initialize(ID, KEY)).isEqualTo(new CardResponse.Accepted());
        assertThat(card.id()).isEqualTo(SmartCardFixture.ID);
        SmartCard known = ((CardIdentification.Supported) identified(card)).card();
        assertThat(known.kind()).isEqualTo(CardKind.GIDS);
        assertThat(known.authenticate(KEY.respond(SmartCardFixture.challenge(known))))
                .isEqualTo(new CardResponse.Accepted());
    }

    /** The transcript of what gids-tool --initialize leaves behind. */
    @Test
    void leavesWhatOpenScLeaves() {
        VirtualCard made = VirtualCardBuilder.gids().blank().build();
        initialiser(made).initialize(ID, KEY);
        VirtualCard theirs = VirtualCardBuilder.gids().id(SmartCardFixture.ID).build();
        identified(theirs);
        identified(made);
        for (String object : new String[] {"A0005C02DF1F", "A0105C02DF21", "A0105C02DF22", "A0105C02DF23"}) {
            String command = "00CB" + object.substring(0, 4) + "04" + object.substring(4) + "00";
            assertThat(told(made, command)).isEqualTo(told(theirs, command)).endsWith("9000");
        }
        for (String hidden : new String[] {"A011", "A013", "A014"}) {
            assertThat(told(made, "00CB" + hidden + "045C02DF2400")).isEqualTo("6982");
        }
    }

    @Test
    void takesNobodyForTheAdministratorAfterwards() {
        VirtualCard card = VirtualCardBuilder.gids().blank().build();
        initialiser(card).initialize(ID, KEY);
        assertThat(told(card, "00DBA01213DF2010" + "00".repeat(16))).isEqualTo("6982");
        assertThat(told(card, "002401800631323334353600")).isNotEqualTo("9000");
    }

    @Test
    void takesACardForMadeThatIs() {
        VirtualCard card = VirtualCardBuilder.gids().id(SmartCardFixture.ID).build();
        identified(card);
        assertThat(new GidsInitializer(new ApduChannel(SmartCardFixture.transportTo(card))).initialize(ID, KEY))
                .isEqualTo(new CardResponse.Accepted());
        assertThat(card.keyWrites()).isZero();
    }

    @Test
    void doesNotTakeAnotherCardForMade() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        identified(card);
        assertThat(new GidsInitializer(new ApduChannel(SmartCardFixture.transportTo(card))).initialize(ID, KEY))
                .isEqualTo(new CardResponse.Unexpected("first PIN: 6982"));
    }

    @Test
    void namesTheFileThatACardDoesNotTake() {
        VirtualCard card = VirtualCardBuilder.gids().blank().build();
        ApduTransport held = SmartCardFixture.transportTo(card);
        identified(card);
        ApduTransport full = (command, response) -> command.get(1) == (byte) 0xE0
                ? response.putShort((short) 0x6A84).position()
                : held.transmit(command, response);
        assertThat(new GidsInitializer(new ApduChannel(full)).initialize(ID, KEY))
                .isEqualTo(new CardResponse.Unexpected("file A000: 6A84"));
    }
}
