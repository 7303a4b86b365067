package org.cardroom.testkit.card;

import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.memory.CardCipher;

/** The host's half of a conversation with a card, for tests: hex in, hex out, and the usual beginnings. */
public final class CardTestHost {

    static final String ZERO_KEY = "00".repeat(24);
    static final String NEW_KEY = "1023456789ABCDEF0123456789ABCDEF1032547698BADCFE";
    public static final String SELECT_GIDS = "00A4040009A0000003974254465900";
    static final String SELECT_PIV = "00A4040005A00000030800";
    static final String CHOOSE_ADMIN_KEY = "0022C1A403830180";
    static final String ASK_CHALLENGE = "00870000047C02810000";
    static final String PUT_NEW_KEY = "00DB3FFF2670248401" + "80A51F8718" + NEW_KEY + "88037797E5";
    static final String SET_PIN = "002C028006313233343536";

    private final VirtualCard card;

    CardTestHost(VirtualCard card) {
        this.card = card;
    }

    String send(String command) {
        return ByteArrays.hex(card.transmit(ByteArrays.of(command)));
    }

    String requestGidsChallenge() {
        send(SELECT_GIDS);
        send(CHOOSE_ADMIN_KEY);
        return send(ASK_CHALLENGE).substring(8, 24);
    }

    String answerGidsChallenge(String challenge, String key) {
        byte[] answer = CardCipher.TRIPLE_DES.encrypt(ByteArrays.of(key), ByteArrays.of(challenge));
        return send("008700000C7C0A8208" + ByteArrays.hex(answer));
    }

    /** The status word of a whole GIDS administrator authentication. */
    String authenticate(String key) {
        return answerGidsChallenge(requestGidsChallenge(), key);
    }
}
