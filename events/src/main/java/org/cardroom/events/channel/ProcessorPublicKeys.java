package org.cardroom.events.channel;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public-key file of the processors: their channel keys by id, two during a key change. Not secret, but agents trust
 * the keys in it.
 * @param channelKeys at least one
 */
public record ProcessorPublicKeys(Map<String, HpkePublicKey> channelKeys) {
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    public ProcessorPublicKeys(@Nullable Map<String, HpkePublicKey> channelKeys) {
        if (channelKeys == null || channelKeys.isEmpty()) {
            throw new IllegalArgumentException("the processors have no channel key");
        }
        this.channelKeys = Map.copyOf(channelKeys);
    }

    /** The id of the newest key, to which channels are opened. Ids are compared numerically: processors-10 is newer than processors-9. */
    public String newestKeyId() {
        return channelKeys.keySet().stream().max(BY_NUMBER).orElseThrow();
    }
}
