package org.cardroom.events.channel;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.cardroom.events.message.ChannelRef;

/** The event key and instruction key that both ends export from the HPKE context. Safe from any thread. */
final class ChannelCrypto {
    private final SecretKey eventKey;
    private final AesGcm instructionCipher;

    ChannelCrypto(HPKEContext context) {
        eventKey = new SecretKeySpec(context.export(HpkeSuite.utf8("cardroom event key 1"), 32), "HmacSHA256");
        instructionCipher =
                new AesGcm(new SecretKeySpec(context.export(HpkeSuite.utf8("cardroom instruction key 1"), 32), "AES"));
    }

    /** The HPKE info: binds the context to the agent, the processors' key and the opening time. */
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
        return instructionCipher.seal(associated, plain);
    }

    Optional<byte[]> open(byte[] associated, byte[] sealed) {
        return instructionCipher.open(associated, sealed);
    }
}
