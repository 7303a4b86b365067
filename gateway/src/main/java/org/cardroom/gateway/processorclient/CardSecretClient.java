package org.cardroom.gateway.processorclient;

import java.util.Optional;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;

/**
 * Whoever decides about cards. Each question is waited for as long as an answer may be used, four seconds at most. Safe
 * from any thread.
 */
public interface CardSecretClient {
    /** The card's own administrator key. */
    SecretReply<AdminKey> requestAdminKey(RequestSubject about);

    /** The answer to the card's challenge, under the key that it came with or its own. */
    SecretReply<AuthenticationResponse> requestAuthenticationResponse(
            RequestSubject about, Challenge challenge, boolean diversified);

    /** The PIN that the server proposes; the card's challenge is only written down. */
    SecretReply<Pin> requestPin(RequestSubject about, Optional<Challenge> challenge);

    /** That the client is done with the card, or gives it up. */
    SecretReply<CompletionKind> endRequest(RequestSubject about, CompletionKind how);
}
