package org.cardroom.events.message;

import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageValidation;
import org.jspecify.annotations.Nullable;

/**
 * A request of an HTTP API client for a card in the client's own reader, published by a gateway. Each event is a session
 * of its own and is answered once.
 */
public sealed interface GatewayEvent extends CardEvent {
    /** The slot of every gateway, which has no readers. */
    String SLOT = "http";

    /** A fresh id for this event. */
    UUID session();

    /** The caller, request and card. */
    RequestSubject subject();

    /** The nonce to which the answering instruction is bound; for an authentication response, the card's challenge. */
    Challenge nonce();

    /** The type of the answering instruction; for a rejection, the type that was asked for. */
    InstructionType step();

    @Override
    default String recordKey() {
        return subject().card().hex();
    }

    /**
     * The caller, request and card of a gateway event.
     * @param caller the authenticated HTTP user, 1 to 100 characters; for the audit only
     * @param reason the caller's reason to access a request that is not executing; absent if none was given
     * @param smartcard Cardroom's identifier of the card
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
     * The client asks for the card's own administrator key.
     * @param nonce 16 random bytes of the gateway
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
    }

    /**
     * The client asks for the authentication response.
     * @param challenge the card's challenge
     * @param diversified whether the client states that the card has its own key already
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
        public Challenge nonce() {
            return challenge;
        }
    }

    /**
     * The client asks for the server-proposed PIN.
     * @param nonce 16 random bytes of the gateway
     * @param challenge the card's challenge as given by the client, for the audit only; absent if none was given
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
    }

    /**
     * The client completes or abandons the request.
     * @param nonce 16 random bytes of the gateway
     */
    record RequestCompletionRequested(
            EventHeader origin, UUID session, RequestSubject subject, Challenge nonce, CompletionKind completion)
            implements GatewayEvent {
        public RequestCompletionRequested {
            check(origin, session, subject);
            checkNonce(nonce);
            MessageValidation.requirePresent("completion", completion);
        }

        @Override
        public InstructionType step() {
            return InstructionType.ACKNOWLEDGE_REQUEST_END;
        }

        /** The outcome of the request as the client states it. */
        public enum CompletionKind {
            /** The card is written. */
            COMPLETED,
            /** The card will not be written. */
            ABANDONED
        }
    }

    private static void check(EventHeader header, UUID session, RequestSubject subject) {
        MessageValidation.requirePresent("origin", header);
        MessageValidation.requirePresent("session", session);
        MessageValidation.requirePresent("subject", subject);
    }

    private static void checkNonce(Challenge nonce) {
        int length = MessageValidation.requirePresent("nonce", nonce).length();
        if (length != 16) {
            throw new IllegalArgumentException("nonce must have 16 bytes, this has " + length);
        }
    }
}
