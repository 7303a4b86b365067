package org.cardroom.testkit.memory;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.testkit.apdu.ByteArrays;

/** The ciphers of administrator keys: PIV identifier, key and block length (NIST SP 800-78-4, table 6-2). */
public enum CardCipher {
    TRIPLE_DES(0x03, 24, 8),
    AES_128(0x08, 16, 16),
    AES_192(0x0A, 24, 16),
    AES_256(0x0C, 32, 16);

    public final int id;
    public final int keyLength;
    public final int blockLength;

    CardCipher(int id, int keyLength, int blockLength) {
        this.id = id;
        this.keyLength = keyLength;
        this.blockLength = blockLength;
    }

    public static Optional<CardCipher> fromId(int id) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.id == id).findFirst();
    }

    /** The key that PIV cards leave the factory with: 01 to 08 over and over. */
    public byte[] factoryKey() {
        return ByteArrays.repeat(ByteArrays.of(1, 2, 3, 4, 5, 6, 7, 8), keyLength);
    }

    /** CBC with a zero IV over whole blocks; over a single block that is ECB. */
    public byte[] encrypt(byte[] key, byte[] blocks) {
        return run(Cipher.ENCRYPT_MODE, key, blocks);
    }

    byte[] decrypt(byte[] key, byte[] blocks) {
        return run(Cipher.DECRYPT_MODE, key, blocks);
    }

    private byte[] run(int mode, byte[] key, byte[] blocks) {
        try {
            boolean des = this == TRIPLE_DES;
            Cipher cipher = des ? Cipher.getInstance("DESede/CBC/NoPadding") : Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    mode, new SecretKeySpec(key, des ? "DESede" : "AES"), new IvParameterSpec(new byte[blockLength]));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + this, e);
        }
    }
}
