package org.cardroom.processor.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.DESKeySpec;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Hex;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;

/**
 * Holds the versions of the master key and derives each card's administrator key and PUK from them. Derived keys are
 * never stored; they are derived again when needed.
 */
public final class MasterKeyRing {
    private static final String ADMIN_LABEL = "cardroom admin key 1";
    private static final String PUK_LABEL = "cardroom puk 1";
    private static final String FINGERPRINT_LABEL = "cardroom check value 1";
    private static final int FINGERPRINT_LENGTH = 8;
    private static final int DES_KEY_LENGTH = 8;
    private static final long PUK_COUNT = 100_000_000L;

    private final TreeMap<Integer, SecretKey> versions;

    MasterKeyRing(Map<Integer, SecretKey> versions) {
        this.versions = new TreeMap<>(versions);
    }

    /** Returns the newest version, from which new keys are derived. */
    public int currentVersion() {
        return versions.lastKey();
    }

    /** Returns a fingerprint of each version, which identifies the key and reveals nothing of it. */
    Map<Integer, String> fingerprints() {
        Map<Integer, String> fingerprints = new TreeMap<>();
        versions.forEach((version, key) -> fingerprints.put(
                version, Hex.of(Sp800108Kdf.derive(key, FINGERPRINT_LABEL, new byte[0], FINGERPRINT_LENGTH))));
        return fingerprints;
    }

    /**
     * Derives a card's administrator key; the caller closes it.
     * @param ref names a master key version, never the initial key
     * @throws IllegalStateException if the keystore lacks that version
     */
    public AdminKey deriveAdminKey(AdminKeyRef ref, CardKind kind, CardId card, KeyAlgorithm algorithm) {
        byte[] context = context(kind, card, ref.issuance(), algorithm.reference());
        for (int attempt = 0; ; attempt++) {
            String label = attempt == 0 ? ADMIN_LABEL : ADMIN_LABEL + " again " + attempt;
            byte[] key = Sp800108Kdf.derive(requireVersion(ref.version()), label, context, algorithm.keyLength());
            try {
                if (fixParityAndCheck(algorithm, key)) {
                    return AdminKey.of(algorithm, key);
                }
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
    }

    /** Derives a PIV card's PUK of 8 digits; the caller closes it. */
    public Pin derivePuk(int version, CardKind kind, CardId card) {
        byte[] random = Sp800108Kdf.derive(requireVersion(version), PUK_LABEL, context(kind, card, 1, 0), 16);
        long number = Long.remainderUnsigned(ByteBuffer.wrap(random).getLong(), PUK_COUNT);
        byte[] digits = String.format(Locale.ROOT, "%08d", number).getBytes(StandardCharsets.US_ASCII);
        try {
            return Pin.of(digits);
        } finally {
            Arrays.fill(random, (byte) 0);
            Arrays.fill(digits, (byte) 0);
        }
    }

    private SecretKey requireVersion(int version) {
        SecretKey key = versions.get(version);
        if (key == null) {
            throw new IllegalStateException("the keystore has no master key version " + version);
        }
        return key;
    }

    private static byte[] context(CardKind kind, CardId card, int issuance, int use) {
        byte[] name = kind.name().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + name.length + 16 + 4 + 1)
                .put((byte) name.length)
                .put(name)
                .put(Hex.bytes(card.hex()))
                .putInt(issuance)
                .put((byte) use)
                .array();
    }

    /** Sets odd parity on a 3DES key; returns false if two of its parts are equal or one is a weak DES key. */
    private static boolean fixParityAndCheck(KeyAlgorithm algorithm, byte[] key) {
        if (!algorithm.oddParity()) {
            return true;
        }
        for (int i = 0; i < key.length; i++) {
            int upper = key[i] & 0xFE;
            key[i] = (byte) (upper | ((Integer.bitCount(upper) + 1) & 1));
        }
        return partsDiffer(key) && !anyWeak(key);
    }

    private static boolean partsDiffer(byte[] key) {
        return !Arrays.equals(key, 0, DES_KEY_LENGTH, key, DES_KEY_LENGTH, 2 * DES_KEY_LENGTH)
                && !Arrays.equals(key, DES_KEY_LENGTH, 2 * DES_KEY_LENGTH, key, 2 * DES_KEY_LENGTH, 3 * DES_KEY_LENGTH)
                && !Arrays.equals(key, 0, DES_KEY_LENGTH, key, 2 * DES_KEY_LENGTH, 3 * DES_KEY_LENGTH);
    }

    private static boolean anyWeak(byte[] key) {
        try {
            return DESKeySpec.isWeak(key, 0)
                    || DESKeySpec.isWeak(key, DES_KEY_LENGTH)
                    || DESKeySpec.isWeak(key, 2 * DES_KEY_LENGTH);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a part is eight bytes long", e);
        }
    }
}
