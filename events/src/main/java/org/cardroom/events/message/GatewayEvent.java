package org.cardroom.events.message;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageValidation;
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
    RequestSubject subject();

    /** What the instruction that answers it names, so that it is bound to this moment. */
    Challenge bindingChallenge();

    /** What the instruction that answers it gives or does, or would. */
    InstructionType step();

    @Override
    default String recordKey() {
        return subject().card().hex();
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
    record RequestSubject(String caller, @Nullable String reason, UUID request, UUID smartcard, CardId card) {
        public RequestSubject {
            MessageValidation.requireCaller(caller);
            reason = reason == null ? null : MessageValidation.sanitizeText("reason", reason);
            MessageValidation.requirePresent("request", request);
            MessageValidation.requirePresent("smart card", smartcard);
            MessageValidation.requirePresent("card id", card);
        }
    }

    /**
     * The card's own administrator key is asked for.
     *
     * @param nonce 16 bytes that the gateway drew
     */
    record AdminKeyRequested(EventHeader origin, UUID session, RequestSubject subject, Challenge nonce)
            implements GatewayEvent {
        public AdminKeyRequested {
            check(origin, session, subject);
            checkNonce(nonce);
        }

        @Override
        public InstructionType step() {
            return InstructionType.DELIVER_ADMIN_KEY;
        }

        @Override
        public Challenge bindingChallenge() {
            return nonce;
        }
    }

    /**
     * The authentication response is asked for.
     *
     * @param challenge the card's
     * @param diversified whether the card has a key of its own already, as the client says
     */
    record AuthenticationResponseRequested(
            EventHeader origin, UUID session, RequestSubject subject, Challenge challenge, boolean diversified)
            implements GatewayEvent {
        public AuthenticationResponseRequested {
            check(origin, session, subject);
            MessageValidation.requirePresent("challenge", challenge);
        }

        @Override
        public InstructionType step() {
            return InstructionType.DELIVER_AUTHENTICATION_RESPONSE;
        }

        @Override
        public Challenge bindingChallenge() {
            return challenge;
        }
    }

    /**
     * The PIN that the server proposes is asked for.
     *
     * @param nonce 16 bytes that the gateway drew
     * @param challenge what the client gave as the card's; absent where it gave none, and only noted in the audit
     */
    record PinRequested(
            EventHeader origin,
            UUID session,
            RequestSubject subject,
            Challenge nonce,
            @Nullable Challenge challenge) implements GatewayEvent {
        public PinRequested {
            check(origin, session, subject);
            checkNonce(nonce);
        }

        @Override
        public InstructionType step() {
            return InstructionType.DELIVER_PIN;
        }

        @Override
        public Challenge bindingChallenge() {
            return nonce;
        }
    }

    /**
     * The client is done with the card, or gives it up.
     *
     * @param nonce 16 bytes that the gateway drew
     */
    record RequestCompletionRequested(
            EventHeader origin, UUID session, RequestSubject subject, Challenge nonce, CompletionKind completion)
            implements GatewayEvent {
        public RequestCompletionRequested {
            check(origin, session, subject);
            checkNonce(nonce);
            MessageValidation.requirePresent("how it ended", completion);
        }

        @Override
        public InstructionType step() {
            return InstructionType.ACKNOWLEDGE_REQUEST_END;
        }

        @Override
        public Challenge bindingChallenge() {
            return nonce;
        }

        /** What became of the request, as the client says. */
        public enum CompletionKind {
            /** The card is written. */
            COMPLETED,
            /** The card will not be written. */
            ABANDONED
        }
    }

    private static void check(EventHeader header, UUID session, RequestSubject about) {
        MessageValidation.requirePresent("origin", header);
        MessageValidation.requirePresent("session", session);
        MessageValidation.requirePresent("what it is about", about);
    }

    private static void checkNonce(Challenge nonce) {
        int length = MessageValidation.requirePresent("nonce", nonce).length();
        if (length != 16) {
            throw new IllegalArgumentException("nonce must have 16 bytes, this has " + length);
        }
    }
}
