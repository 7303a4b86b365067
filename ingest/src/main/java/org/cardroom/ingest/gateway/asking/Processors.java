package org.cardroom.ingest.gateway.asking;

import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;

/**
 * Whoever decides about cards. Each question is waited for as long as an answer may be used, four seconds at most. Safe
 * from any thread.
 */
public interface Processors {
    /**
     * What a question is about.
     *
     * @param caller who asks, for the audit
     */
    record About(UUID request, UUID smartcard, CardId card, String caller) {}

    /** How the client says that it ends. */
    enum Ending {
        COMPLETED,
        ABANDONED
    }

    /** The card's own administrator key. */
    Reply<AdminKey> key(About about);

    /** The answer to the card's challenge, under the key that it came with or its own. */
    Reply<AuthenticationResponse> answer(About about, Challenge challenge, boolean diversified);

    /** The PIN that the server proposes; the card's challenge is only written down. */
    Reply<Pin> pin(About about, Optional<Challenge> challenge);

    /** That the client is done with the card, or gives it up. */
    Reply<Ending> end(About about, Ending how);
}
