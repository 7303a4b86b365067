package org.cardroom.events.message;

import java.util.List;
import java.util.UUID;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.About;
import org.cardroom.events.message.GatewayEvent.AnswerAsked;
import org.cardroom.events.message.GatewayEvent.KeyAsked;
import org.cardroom.events.message.GatewayEvent.PinAsked;
import org.cardroom.events.message.GatewayEvent.RequestEnded;

/** One event of each type that a gateway sends, with fixed content. */
final class GatewaySamples {
    static final UUID SMARTCARD = UUID.fromString("019a0000-0000-7000-8000-000000000007");
    static final String CALLER = "olga.officer";
    static final Challenge NONCE = new Challenge("00112233445566778899AABBCCDDEEFF");
    static final Origin ORIGIN =
            new Origin(1, Samples.EVENT, "gateway-1", Samples.CHANNEL, GatewayEvent.SLOT, Samples.AT);

    private GatewaySamples() {}

    static KeyAsked key() {
        return key(about(CALLER, "the card is to be reset"), NONCE);
    }

    static KeyAsked key(About about, Challenge nonce) {
        return new KeyAsked(ORIGIN, Samples.SESSION, about, nonce);
    }

    static AnswerAsked answer() {
        return new AnswerAsked(ORIGIN, Samples.SESSION, about(CALLER, null), Samples.CHALLENGE, true);
    }

    static PinAsked pin() {
        return pin(Samples.CHALLENGE);
    }

    static PinAsked pin(Challenge challenge) {
        return new PinAsked(ORIGIN, Samples.SESSION, about(CALLER, null), NONCE, challenge);
    }

    static RequestEnded ended() {
        return new RequestEnded(ORIGIN, Samples.SESSION, about(CALLER, null), NONCE, RequestEnded.How.COMPLETED);
    }

    static About about(String caller, String reason) {
        return new About(caller, reason, Samples.REQUEST, SMARTCARD, Samples.CARD);
    }

    static List<GatewayEvent> all() {
        return List.of(key(), answer(), pin(), ended());
    }
}
