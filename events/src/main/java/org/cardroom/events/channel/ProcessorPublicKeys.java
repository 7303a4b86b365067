package org.cardroom.events.channel;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file by which agents know the processors: their public channel keys by id, two while they are being changed. Not
 * secret, but an agent trusts whoever it names.
 *
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

    /** The id of the newest key, which is the one to open channels to: processors-10 comes after processors-9. */
    public String newestKeyId() {
        return channelKeys.keySet().stream().max(BY_NUMBER).orElseThrow();
    }
}
