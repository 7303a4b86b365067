package org.cardroom.events.message;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the HTTP API asks for a card that it has in a reader of its own, as a gateway passes it on. Each is a
 * session of its own, and is answered once. No event carries a secret.
 */
public sealed interface GatewayEvent extends CardEvent {
    /** The slot of every gateway, which has no readers. */
    String SLOT = "http";

    /** This question: a fresh id. */
    UUID session();

    /** Who asks, as the gateway knows it: 1 to 100 characters. For the audit; nothing is decided by it. */
    String caller();

    /** The request that the card is worked for. */
    UUID request();

    /** Our identifier of the card. */
    UUID smartcard();

    /** The card's own identifier, as the client read it. */
    CardId card();

    /** What the instruction that answers it names, so that it is bound to this moment. */
    Challenge bond();

    @Override
    default String recordKey() {
        return card().hex();
    }

    /**
     * The card's own administrator key is asked for.
     *
     * @param nonce 16 bytes that the gateway drew
     */
    record KeyAsked(
            Origin origin, UUID session, String caller, UUID request, UUID smartcard, CardId card, Challenge nonce)
            implements GatewayEvent {
        public KeyAsked {
            check(origin, session, caller, request, smartcard, card);
            checkNonce(nonce);
        }

        @Override
        public Challenge bond() {
            return nonce;
        }
    }

    /**
     * The authentication response is asked for.
     *
     * @param challenge the card's
     * @param diversified whether the card has a key of its own already, as the client says
     */
    record AnswerAsked(
            Origin origin,
            UUID session,
            String caller,
            UUID request,
            UUID smartcard,
            CardId card,
            Challenge challenge,
            boolean diversified)
            implements GatewayEvent {
        public AnswerAsked {
            check(origin, session, caller, request, smartcard, card);
            Checks.present("challenge", challenge);
        }

        @Override
        public Challenge bond() {
            return challenge;
        }
    }

    /**
     * The PIN that the server proposes is asked for.
     *
     * @param nonce 16 bytes that the gateway drew
     * @param challenge what the client gave as the card's; absent where it gave none, and only noted in the audit
     */
    record PinAsked(
            Origin origin,
            UUID session,
            String caller,
            UUID request,
            UUID smartcard,
            CardId card,
            Challenge nonce,
            @Nullable Challenge challenge)
            implements GatewayEvent {
        public PinAsked {
            check(origin, session, caller, request, smartcard, card);
            checkNonce(nonce);
        }

        @Override
        public Challenge bond() {
            return nonce;
        }
    }

    /**
     * The client is done with the card, or gives it up.
     *
     * @param nonce 16 bytes that the gateway drew
     */
    record RequestEnded(
            Origin origin,
            UUID session,
            String caller,
            UUID request,
            UUID smartcard,
            CardId card,
            Challenge nonce,
            How how)
            implements GatewayEvent {
        public RequestEnded {
            check(origin, session, caller, request, smartcard, card);
            checkNonce(nonce);
            Checks.present("how it ended", how);
        }

        @Override
        public Challenge bond() {
            return nonce;
        }

        /** What became of the request, as the client says. */
        public enum How {
            /** The card is written. */
            COMPLETED,
            /** The card will not be written. */
            ABANDONED
        }
    }

    private static void check(Origin origin, UUID session, String caller, UUID request, UUID smartcard, CardId card) {
        Checks.present("origin", origin);
        Checks.present("session", session);
        Checks.caller(caller);
        Checks.present("request", request);
        Checks.present("smart card", smartcard);
        Checks.present("card id", card);
    }

    private static void checkNonce(Challenge nonce) {
        int length = Checks.present("nonce", nonce).length();
        if (length != 16) {
            throw new IllegalArgumentException("nonce must have 16 bytes, this has " + length);
        }
    }
}
