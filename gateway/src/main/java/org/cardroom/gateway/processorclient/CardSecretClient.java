package org.cardroom.gateway.processorclient;

import java.util.Optional;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;

/**
 * Client of the processors, which compute secrets and decide about cards. Each method waits for the reply as long as an
 * instruction is valid, at most four seconds. Thread-safe.
 */
public interface CardSecretClient {
    /** Requests the card's own administrator key. */
    SecretReply<AdminKey> requestAdminKey(RequestSubject subject);

    /**
     * Requests the response to the card's challenge.
     * @param challenge one block of the card's cipher
     * @param diversified whether under the card's own key, or under its initial key
     */
    SecretReply<AuthenticationResponse> requestAuthenticationResponse(
            RequestSubject subject, Challenge challenge, boolean diversified);

    /** Requests the PIN that the server proposes; the card's challenge is only audited. */
    SecretReply<Pin> requestPin(RequestSubject subject, Optional<Challenge> challenge);

    /** Completes or abandons the request. */
    SecretReply<CompletionKind> endRequest(RequestSubject subject, CompletionKind kind);
}
