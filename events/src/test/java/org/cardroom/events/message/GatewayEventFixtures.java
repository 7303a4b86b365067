package org.cardroom.events.message;

import java.util.List;
import java.util.UUID;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.AdminKeyRequested;
import org.cardroom.events.message.GatewayEvent.AuthenticationResponseRequested;
import org.cardroom.events.message.GatewayEvent.PinRequested;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested;
import org.cardroom.events.message.GatewayEvent.RequestSubject;

/** One event of each type that a gateway sends, with fixed content. */
final class GatewayEventFixtures {
    static final UUID SMARTCARD = UUID.fromString("019a0000-0000-7000-8000-000000000007");
    static final String CALLER = "olga.officer";
    static final Challenge NONCE = new Challenge("00112233445566778899AABBCCDDEEFF");
    static final EventHeader ORIGIN = new EventHeader(
            1, MessageFixtures.EVENT, "gateway-1", MessageFixtures.CHANNEL, GatewayEvent.SLOT, MessageFixtures.AT);

    private GatewayEventFixtures() {}

    static AdminKeyRequested key() {
        return key(about(CALLER, "the card is to be reset"), NONCE);
    }

    static AdminKeyRequested key(RequestSubject about, Challenge nonce) {
        return new AdminKeyRequested(ORIGIN, MessageFixtures.SESSION, about, nonce);
    }

    static AuthenticationResponseRequested answer() {
        return new AuthenticationResponseRequested(
                ORIGIN, MessageFixtures.SESSION, about(CALLER, null), MessageFixtures.CHALLENGE, true);
    }

    static PinRequested pin() {
        return pin(MessageFixtures.CHALLENGE);
    }

    static PinRequested pin(Challenge challenge) {
        return new PinRequested(ORIGIN, MessageFixtures.SESSION, about(CALLER, null), NONCE, challenge);
    }

    static RequestCompletionRequested ended() {
        return new RequestCompletionRequested(
                ORIGIN,
                MessageFixtures.SESSION,
                about(CALLER, null),
                NONCE,
                RequestCompletionRequested.CompletionKind.COMPLETED);
    }

    static RequestSubject about(String caller, String reason) {
        return new RequestSubject(caller, reason, MessageFixtures.REQUEST, SMARTCARD, MessageFixtures.CARD);
    }

    static List<GatewayEvent> all() {
        return List.of(key(), answer(), pin(), ended());
    }
}
