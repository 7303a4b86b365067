package org.cardroom.events.message;

import java.time.Instant;
import org.cardroom.events.card.Hex;
import org.cardroom.events.codec.MessageValidation;

/**
 * Identifies a sealed channel and carries what a processor needs to open it. Not secret.
 * @param key the id of the processors' key that it was opened to
 * @param opened when the agent opened it
 * @param encapsulated HPKE's encapsulated key (RFC 9180, 4.1), canonical hex of 32 bytes
 */
public record ChannelRef(String key, Instant opened, String encapsulated) {
    public ChannelRef {
        MessageValidation.requireName("channel key", key);
        MessageValidation.requirePresent("channel opening time", opened);
        encapsulated = Hex.canonical(
                "encapsulated key", MessageValidation.requirePresent("encapsulated key", encapsulated), 32, 32);
    }
}
