package org.cardroom.processor.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.events.channel.AesGcm;
import org.cardroom.events.secret.Pin;

/**
 * Seals a PIN until its card is issued, bound to request and card: a card that is torn while its PIN is set gets the
 * same PIN again.
 */
public final class HeldPinCipher {
    private final AesGcm cipher;

    HeldPinCipher(SecretKey key) {
        this.cipher = new AesGcm(new SecretKeySpec(key.getEncoded(), "AES"));
    }

    /** Seals a PIN; the result is base64. */
    public String seal(Pin pin, String bound) {
        return sealBase64(pin, plain -> cipher.seal(utf8(bound), plain));
    }

    /** Seals the bytes of a PIN, which are cleared afterwards. */
    static String sealBase64(Pin pin, UnaryOperator<byte[]> sealing) {
        ByteBuffer plain = ByteBuffer.allocate(pin.length());
        pin.copyInto(plain);
        try {
            return Base64.getEncoder().encodeToString(sealing.apply(plain.array()));
        } finally {
            Arrays.fill(plain.array(), (byte) 0);
        }
    }

    /**
     * Opens a sealed PIN, for the caller to close.
     * @throws IllegalStateException if it was sealed under another key or for another card: the row is not genuine
     */
    public Pin open(String sealed, String bound) {
        byte[] plain = cipher.open(utf8(bound), Base64.getDecoder().decode(sealed))
                .orElseThrow(() -> new IllegalStateException("a held PIN does not belong to its row"));
        try {
            return Pin.of(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
