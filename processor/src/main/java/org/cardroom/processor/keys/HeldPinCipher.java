package org.cardroom.processor.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.events.secret.Pin;

/**
 * Seals a PIN for storage until its card is issued, so that a card removed while its PIN is being set gets the same PIN
 * again. AES-256-GCM with a random nonce; request and card are the associated data.
 */
public final class HeldPinCipher {
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    HeldPinCipher(SecretKey key) {
        this.key = new SecretKeySpec(key.getEncoded(), "AES");
    }

    /**
     * Seals a PIN.
     *
     * @param bound the associated data: request and card
     * @return nonce and ciphertext in base64
     */
    public String seal(Pin pin, String bound) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        ByteBuffer plain = ByteBuffer.allocate(pin.length());
        pin.copyInto(plain);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, bound).doFinal(plain.array());
            byte[] both = Arrays.copyOf(nonce, NONCE_LENGTH + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_LENGTH, sealed.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no AES-GCM", e);
        } finally {
            Arrays.fill(plain.array(), (byte) 0);
        }
    }

    /**
     * Opens a sealed PIN; the caller closes it.
     *
     * @throws IllegalStateException if it was sealed under another key or for another card: the row was tampered with
     */
    public Pin open(String sealed, String bound) {
        byte[] both = Base64.getDecoder().decode(sealed);
        byte[] plain = new byte[0];
        try {
            byte[] nonce = Arrays.copyOf(both, NONCE_LENGTH);
            plain = cipher(Cipher.DECRYPT_MODE, nonce, bound).doFinal(both, NONCE_LENGTH, both.length - NONCE_LENGTH);
            return Pin.of(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a held PIN does not belong to its row", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
