package org.cardroom.events.channel;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.cardroom.events.message.ChannelRef;

/** The two keys that both ends of a channel export from its HPKE context. Safe from any thread. */
final class ChannelCrypto {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey eventKey;
    private final SecretKey instructionKey;

    ChannelCrypto(HPKEContext context) {
        eventKey = new SecretKeySpec(context.export(HpkeSuite.utf8("cardroom event key 1"), 32), "HmacSHA256");
        instructionKey = new SecretKeySpec(context.export(HpkeSuite.utf8("cardroom instruction key 1"), 32), "AES");
    }

    /** What the context is bound to: the agent, the processors' key and the opening time. */
    static byte[] hpkeInfo(String agent, ChannelRef channel) {
        return hpkeInfo(agent, channel.key(), channel.opened().toString());
    }

    static byte[] hpkeInfo(String agent, String key, String opened) {
        return HpkeSuite.lengthPrefixed(List.of(
                HpkeSuite.utf8("cardroom channel 1"),
                HpkeSuite.utf8(agent),
                HpkeSuite.utf8(key),
                HpkeSuite.utf8(opened)));
    }

    byte[] mac(String topic, String recordKey, byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(eventKey);
            return mac.doFinal(
                    HpkeSuite.lengthPrefixed(List.of(HpkeSuite.utf8(topic), HpkeSuite.utf8(recordKey), value)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no HMAC-SHA-256", e);
        }
    }

    boolean isValidMac(byte[] mac, String topic, String recordKey, byte[] value) {
        return MessageDigest.isEqual(mac, mac(topic, recordKey, value));
    }

    byte[] seal(byte[] associated, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(plain);
            byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE, sealed.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no AES-GCM", e);
        }
    }

    /** Empty where it is not what was sealed. The platform throws what is not checked for bytes shorter than a tag. */
    Optional<byte[]> open(byte[] associated, byte[] sealed) {
        if (sealed.length < NONCE + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, nonce, associated).doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, instructionKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
