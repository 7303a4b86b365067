package org.cardroom.testkit.card;

import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.memory.CardCipher;

/** Sends commands in hex to a virtual card; shares no code with the agent. */
public final class RawCardClient {
    public static final String SELECT_GIDS = "00A4040009A0000003974254465900";
    public static final String SELECT_PIV = "00A4040005A00000030800";
    static final String ZERO_KEY = "00".repeat(24);
    static final String NEW_KEY = "1023456789ABCDEF0123456789ABCDEF1032547698BADCFE";
    static final String SELECT_ADMIN_KEY = "0022C1A403830180";
    static final String GET_CHALLENGE = "00870000047C02810000";
    static final String PUT_NEW_KEY = "00DB3FFF2670248401" + "80A51F8718" + NEW_KEY + "88037797E5";
    static final String SET_PIN = "002C028006313233343536";

    private final VirtualCard card;

    public RawCardClient(VirtualCard card) {
        this.card = card;
    }

    /** Sends a command and returns the response with its status word, both in hex. */
    public String send(String command) {
        return ByteArrays.hex(card.transmit(ByteArrays.of(command)));
    }

    /** Selects GIDS and requests a challenge of 8 bytes. */
    public String requestGidsChallenge() {
        send(SELECT_GIDS);
        send(SELECT_ADMIN_KEY);
        return send(GET_CHALLENGE).substring(8, 24);
    }

    /** Sends an authentication response of 8 bytes and returns the status word. */
    public String answerGidsChallenge(String response) {
        return send("008700000C7C0A8208" + response);
    }

    String answerGidsChallenge(String challenge, String key) {
        return answerGidsChallenge(
                ByteArrays.hex(CardCipher.TRIPLE_DES.encrypt(ByteArrays.of(key), ByteArrays.of(challenge))));
    }

    /** Authenticates as the GIDS administrator and returns the status word. */
    String authenticate(String key) {
        return answerGidsChallenge(requestGidsChallenge(), key);
    }
}
