package org.cardroom.events.channel;

import java.util.Arrays;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.cardroom.events.card.Hex;
import org.jspecify.annotations.Nullable;

/**
 * Seals bytes to one public key. The two curve multiplications of an HPKE context (RFC 9180, base mode) cost a hundred
 * times the rest, so one context serves 1000 messages: its exported key seals each with AES-256-GCM and a fresh random
 * nonce. Each message can be opened alone. Safe from any thread.
 */
public final class HpkeSealer {
    static final int ENCAPSULATED = 32;

    private static final int MAX_USES = 1000;

    private final HpkePublicKey to;
    private @Nullable SealingContext opened;
    private int used;

    /** Creates a sealer to this key. */
    public HpkeSealer(HpkePublicKey to) {
        this.to = to;
    }

    private record SealingContext(HpkePublicKey encapsulated, ChannelCrypto keys) {}

    /** The HPKE info. */
    static byte[] hpkeInfo() {
        return HpkeSuite.utf8("cardroom sealed 1");
    }

    /**
     * Seals these bytes; the caller clears its own.
     * @param bound associated data; opening needs the same
     * @return encapsulated key, nonce and ciphertext, for {@link HpkeKeyPair#open}
     */
    public byte[] seal(String bound, byte[] plain) {
        SealingContext current = currentContext();
        byte[] sealed = current.keys.seal(HpkeSuite.utf8(bound), plain);
        byte[] both = Arrays.copyOf(Hex.bytes(current.encapsulated.hex()), ENCAPSULATED + sealed.length);
        System.arraycopy(sealed, 0, both, ENCAPSULATED, sealed.length);
        return both;
    }

    private synchronized SealingContext currentContext() {
        SealingContext current = opened;
        if (current == null || used == MAX_USES) {
            HPKEContextWithEncapsulation context = HpkeSuite.baseMode().setupBaseS(to.toParameter(), hpkeInfo());
            current = new SealingContext(
                    new HpkePublicKey(Hex.of(context.getEncapsulation())), new ChannelCrypto(context));
            opened = current;
            used = 0;
        }
        used++;
        return current;
    }
}
