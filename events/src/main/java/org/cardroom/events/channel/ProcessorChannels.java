package org.cardroom.events.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.SealedInstruction;

/**
 * The processors' end of all channels. Any processor opens a channel the first time it sees it and needs no state for
 * it but this bounded cache. Not thread-safe.
 */
public final class ProcessorChannels {
    private static final Duration OLDEST = Duration.ofDays(2);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final int most;
    private final Map<String, HpkeKeyPair> own;
    private final Clock clock;
    private Instant swept = Instant.EPOCH;
    private final Map<Opened, ChannelKeys> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Opened, ChannelKeys> eldest) {
            return size() > most;
        }
    };

    /** What an event's channel and authentication are worth. */
    public enum Verdict {
        /** It comes from the enrolled agent, unaltered. */
        AUTHENTIC,
        /** The channel was opened to a key that the processors do not hold. */
        UNKNOWN_CHANNEL_KEY,
        /** The channel is older than 48 hours, or from the future. */
        CHANNEL_EXPIRED,
        /** Somebody else wrote it, or it was altered. */
        NOT_AUTHENTIC
    }

    private record Opened(String agent, HpkePublicKey key, ChannelRef channel) {}

    /**
     * The channels of all agents.
     *
     * @param own the processors' key pairs by id; two while they are being changed
     */
    public ProcessorChannels(Map<String, HpkeKeyPair> own, Clock clock) {
        this(own, clock, MOST);
    }

    /** Those of agents of which so many are kept open, the ones that were heard of last. */
    ProcessorChannels(Map<String, HpkeKeyPair> own, Clock clock, int most) {
        this.most = most;
        this.own = Map.copyOf(own);
        this.clock = clock;
    }

    /** Checks an event against the key that its agent is enrolled with. */
    public Verdict check(Origin origin, HpkePublicKey agent, byte[] mac, String topic, String recordKey, byte[] value) {
        if (!own.containsKey(origin.channel().key())) {
            return Verdict.UNKNOWN_CHANNEL_KEY;
        }
        Duration age = Duration.between(origin.channel().opened(), clock.instant());
        if (age.compareTo(OLDEST) > 0 || age.plus(CLOCK_SKEW).isNegative()) {
            return Verdict.CHANNEL_EXPIRED;
        }
        Opened channel = new Opened(origin.agent(), agent, origin.channel());
        ChannelKeys known = cache.get(channel);
        ChannelKeys keys = known == null ? open(channel) : known;
        if (!keys.verifies(mac, topic, recordKey, value)) {
            return Verdict.NOT_AUTHENTIC;
        }
        if (known == null) {
            keep(channel, keys);
        }
        return Verdict.AUTHENTIC;
    }

    /** How many channels it keeps open: none that somebody only wrote about. */
    int kept() {
        return cache.size();
    }

    /** Seals an instruction under the channel of the event it answers, with a fresh nonce. */
    public SealedInstruction seal(Origin origin, HpkePublicKey agent, Envelope envelope, Instruction instruction) {
        byte[] body = Body.write(instruction);
        byte[] sealed = keys(origin, agent).seal(Json.write(envelope), body);
        Arrays.fill(body, (byte) 0);
        return SealedInstruction.of(envelope, sealed);
    }

    private ChannelKeys keys(Origin origin, HpkePublicKey agent) {
        Opened opened = new Opened(origin.agent(), agent, origin.channel());
        ChannelKeys known = cache.get(opened);
        return known == null ? keep(opened, open(opened)) : known;
    }

    /** Now and then the dead ones make room: no event of theirs would be taken any more. */
    private ChannelKeys keep(Opened opened, ChannelKeys keys) {
        Instant now = clock.instant();
        if (swept.plus(SWEEP).isBefore(now)) {
            swept = now;
            cache.keySet().removeIf(each -> each.channel.opened().isBefore(now.minus(OLDEST)));
        }
        cache.put(opened, keys);
        return keys;
    }

    private ChannelKeys open(Opened opened) {
        HpkeKeyPair pair = own.get(opened.channel.key());
        if (pair == null) {
            throw new IllegalStateException("checked before it is opened");
        }
        HPKEContext context = Suite.auth()
                .setupAuthR(
                        Hex.bytes(opened.channel.encapsulated()),
                        pair.pair(),
                        ChannelKeys.info(opened.agent, opened.channel),
                        opened.key.parameter());
        return new ChannelKeys(context);
    }
}
