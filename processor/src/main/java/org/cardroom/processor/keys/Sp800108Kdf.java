package org.cardroom.processor.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Key derivation function in counter mode with HMAC-SHA-256 (NIST SP 800-108r1, section 4.1). Input of each block: a
 * 32-bit counter, label, zero byte, context, output length in bits (32 bits). The key is used through {@link Mac} only,
 * so it may reside in a hardware module.
 */
final class Sp800108Kdf {
    private static final String MAC = "HmacSHA256";

    private Sp800108Kdf() {}

    /** Derives {@code length} bytes; the caller clears them. */
    static byte[] derive(SecretKey master, String label, byte[] context, int length) {
        byte[] labelBytes = label.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer input = ByteBuffer.allocate(4 + labelBytes.length + 1 + context.length + 4);
        ByteBuffer out = ByteBuffer.allocate(length);
        for (int counter = 1; out.hasRemaining(); counter++) {
            input.clear()
                    .putInt(counter)
                    .put(labelBytes)
                    .put((byte) 0)
                    .put(context)
                    .putInt(length * 8);
            byte[] block = mac(master, input.array());
            out.put(block, 0, Math.min(block.length, out.remaining()));
            Arrays.fill(block, (byte) 0);
        }
        return out.array();
    }

    private static byte[] mac(SecretKey key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no HMAC-SHA-256", e);
        }
    }
}
