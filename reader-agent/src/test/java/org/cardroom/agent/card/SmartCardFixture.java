package org.cardroom.agent.card;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.testkit.card.VirtualCard;

/** Shared fixture of tests with one card. */
public final class SmartCardFixture {
    public static final String ID = "A1B2C3D4E5F60718293A4B5C6D7E8F90";
    static final String NEW_KEY = "1023456789ABCDEF0123456789ABCDEF1032547698BADCFE";

    private SmartCardFixture() {}

    /** Connects a card without a reader. */
    static ApduTransport transportTo(VirtualCard card) {
        return (command, response) -> {
            byte[] bytes = new byte[command.remaining()];
            command.get(bytes);
            byte[] answer = card.transmit(bytes);
            response.put(answer);
            return answer.length;
        };
    }

    static SmartCard identify(VirtualCard card) {
        return identify(transportTo(card), Atr.of(card.atr()));
    }

    public static SmartCard identify(ApduTransport transport, Atr atr) {
        return ((CardIdentification.Supported) SmartCard.identify(transport, atr)).card();
    }

    static Challenge challenge(SmartCard card) {
        return ((SmartCard.ChallengeResult.CardChallenge) card.requestChallenge()).challenge();
    }

    static AdminKey key(KeyAlgorithm algorithm, String hex) {
        return AdminKey.of(algorithm, Hex.bytes(hex));
    }

    /** The key that a card leaves the factory with. */
    static AdminKey factoryKey(SmartCard card) {
        KeyAlgorithm algorithm = card.algorithm() == null ? KeyAlgorithm.TDES : card.algorithm();
        String unit = card instanceof GidsCard ? "00".repeat(8) : "0102030405060708";
        return key(algorithm, unit.repeat(algorithm.keyLength() / 8));
    }

    static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(Hex.bytes(hex));
    }
}
