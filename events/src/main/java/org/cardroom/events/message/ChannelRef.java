package org.cardroom.events.message;

import java.time.Instant;
import org.cardroom.events.card.Hex;

/**
 * Names a sealed channel, and carries what a processor needs to open it the first time it sees it. Not secret.
 *
 * @param key which of the processors' keys it was opened to
 * @param opened when the agent opened it
 * @param encapsulated HPKE's encapsulated key (RFC 9180, 4.1), canonical hex of 32 bytes
 */
public record ChannelRef(String key, Instant opened, String encapsulated) {
    public ChannelRef {
        Checks.name("channel key", key);
        Checks.present("channel opening time", opened);
        encapsulated = Hex.canonical("encapsulated key", Checks.present("encapsulated key", encapsulated), 32, 32);
    }
}
