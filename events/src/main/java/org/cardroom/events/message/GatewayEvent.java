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

    /** What it is about, and who asks. */
    About about();

    /** What the instruction that answers it names, so that it is bound to this moment. */
    Challenge bond();

    /** What the instruction that answers it gives or does, or would. */
    Step step();

    @Override
    default String recordKey() {
        return about().card().hex();
    }

    /**
     * What a question is about, and who asks.
     *
     * @param caller who, as the gateway knows it: 1 to 100 characters. For the audit; nothing is decided by it
     * @param reason why, where the request is not being worked on any more; absent where the caller says nothing
     * @param request the one that the card is worked for
     * @param smartcard our identifier of the card
     * @param card the card's own identifier, as the client read it
     */
    record About(String caller, @Nullable String reason, UUID request, UUID smartcard, CardId card) {
        public About {
            Checks.caller(caller);
            reason = reason == null ? null : Checks.text("reason", reason);
            Checks.present("request", request);
            Checks.present("smart card", smartcard);
            Checks.present("card id", card);
        }
    }

    /**
     * The card's own administrator key is asked for.
     *
     * @param nonce 16 bytes that the gateway drew
     */
    record KeyAsked(Origin origin, UUID session, About about, Challenge nonce) implements GatewayEvent {
        public KeyAsked {
            check(origin, session, about);
            checkNonce(nonce);
        }

        @Override
        public Step step() {
            return Step.GIVE_KEY;
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
    record AnswerAsked(Origin origin, UUID session, About about, Challenge challenge, boolean diversified)
            implements GatewayEvent {
        public AnswerAsked {
            check(origin, session, about);
            Checks.present("challenge", challenge);
        }

        @Override
        public Step step() {
            return Step.GIVE_ANSWER;
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
            About about,
            Challenge nonce,
            @Nullable Challenge challenge) implements GatewayEvent {
        public PinAsked {
            check(origin, session, about);
            checkNonce(nonce);
        }

        @Override
        public Step step() {
            return Step.GIVE_PIN;
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
    record RequestEnded(Origin origin, UUID session, About about, Challenge nonce, How how) implements GatewayEvent {
        public RequestEnded {
            check(origin, session, about);
            checkNonce(nonce);
            Checks.present("how it ended", how);
        }

        @Override
        public Step step() {
            return Step.END;
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

    private static void check(Origin origin, UUID session, About about) {
        Checks.present("origin", origin);
        Checks.present("session", session);
        Checks.present("what it is about", about);
    }

    private static void checkNonce(Challenge nonce) {
        int length = Checks.present("nonce", nonce).length();
        if (length != 16) {
            throw new IllegalArgumentException("nonce must have 16 bytes, this has " + length);
        }
    }
}
