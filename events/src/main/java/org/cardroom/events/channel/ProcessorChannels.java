package org.cardroom.events.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.cardroom.events.cache.BoundedMap;
import org.cardroom.events.card.Hex;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.SealedInstruction;

/**
 * The processors' end of all channels. Any processor opens a channel from the event alone; the only state is a bounded
 * cache. Not thread-safe.
 */
public final class ProcessorChannels {
    /** Age from which a channel's events are rejected. */
    public static final Duration MAX_AGE = Duration.ofDays(2);

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int MAX_CACHED = 10_000;

    private final Map<String, HpkeKeyPair> own;
    private final Clock clock;
    private Instant lastSweep = Instant.EPOCH;
    private final Map<ChannelCacheKey, ChannelCrypto> cache;

    /** The result of checking an event's channel and MAC. */
    public enum ChannelVerdict {
        /** The event comes from the enrolled agent, unaltered. */
        AUTHENTIC,
        /** The channel was opened to a key that the processors do not hold. */
        UNKNOWN_CHANNEL_KEY,
        /** The channel is older than 48 hours, or from the future. */
        CHANNEL_EXPIRED,
        /** The MAC is wrong: another sender, or the event was altered. */
        NOT_AUTHENTIC
    }

    private record ChannelCacheKey(String agent, HpkePublicKey key, ChannelRef channel) {}

    /**
     * Creates the channels of all agents.
     * @param own the processors' key pairs by id; two during a key change
     */
    public ProcessorChannels(Map<String, HpkeKeyPair> own, Clock clock) {
        this(own, clock, MAX_CACHED);
    }

    /** Keeps at most this many channels open, the most recently used ones. */
    ProcessorChannels(Map<String, HpkeKeyPair> own, Clock clock, int maxCached) {
        this.cache = BoundedMap.inAccessOrder(maxCached);
        this.own = Map.copyOf(own);
        this.clock = clock;
    }

    /** Verifies an event against the enrolled key of its agent. */
    public ChannelVerdict verify(
            EventHeader header, HpkePublicKey agent, byte[] mac, String topic, String recordKey, byte[] value) {
        if (!own.containsKey(header.channel().key())) {
            return ChannelVerdict.UNKNOWN_CHANNEL_KEY;
        }
        Duration age = Duration.between(header.channel().opened(), clock.instant());
        if (age.compareTo(MAX_AGE) > 0 || age.plus(CLOCK_SKEW).isNegative()) {
            return ChannelVerdict.CHANNEL_EXPIRED;
        }
        ChannelCacheKey channel = new ChannelCacheKey(header.agent(), agent, header.channel());
        ChannelCrypto known = cache.get(channel);
        ChannelCrypto crypto = known == null ? open(channel) : known;
        if (!crypto.isValidMac(mac, topic, recordKey, value)) {
            return ChannelVerdict.NOT_AUTHENTIC;
        }
        if (known == null) {
            cacheKeys(channel, crypto);
        }
        return ChannelVerdict.AUTHENTIC;
    }

    /** The number of open channels; a channel is cached only after an authentic event. */
    int cacheSize() {
        return cache.size();
    }

    /** Seals an instruction under the channel of the event it answers, with a fresh nonce. */
    public SealedInstruction seal(
            EventHeader header, HpkePublicKey agent, InstructionEnvelope envelope, Instruction instruction) {
        byte[] body = InstructionCodec.encode(instruction);
        byte[] sealed = keys(header, agent).seal(MessageJson.write(envelope), body);
        Arrays.fill(body, (byte) 0);
        return SealedInstruction.of(envelope, sealed);
    }

    private ChannelCrypto keys(EventHeader header, HpkePublicKey agent) {
        ChannelCacheKey cacheKey = new ChannelCacheKey(header.agent(), agent, header.channel());
        ChannelCrypto known = cache.get(cacheKey);
        return known == null ? cacheKeys(cacheKey, open(cacheKey)) : known;
    }

    /** Caches the channel, and hourly removes the expired ones, whose events are rejected anyway. */
    private ChannelCrypto cacheKeys(ChannelCacheKey cacheKey, ChannelCrypto crypto) {
        Instant now = clock.instant();
        if (lastSweep.plus(SWEEP).isBefore(now)) {
            lastSweep = now;
            cache.keySet().removeIf(each -> each.channel.opened().isBefore(now.minus(MAX_AGE)));
        }
        cache.put(cacheKey, crypto);
        return crypto;
    }

    private ChannelCrypto open(ChannelCacheKey cacheKey) {
        HpkeKeyPair pair = own.get(cacheKey.channel.key());
        if (pair == null) {
            throw new IllegalStateException("the channel key is not held");
        }
        HPKEContext context = HpkeSuite.authMode()
                .setupAuthR(
                        Hex.bytes(cacheKey.channel.encapsulated()),
                        pair.pair(),
                        ChannelCrypto.hpkeInfo(cacheKey.agent, cacheKey.channel),
                        cacheKey.key.toParameter());
        return new ChannelCrypto(context);
    }
}
