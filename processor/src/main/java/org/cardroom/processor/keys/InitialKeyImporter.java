package org.cardroom.processor.keys;

import java.nio.file.Path;
import org.cardroom.events.keystore.Pkcs12KeyFile;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.events.secret.Pin;

/** Adds the initial keys and PUKs of a vendor's cards to the processors' keystore. */
public final class InitialKeyImporter {
    private InitialKeyImporter() {}

    /**
     * Adds an initial administrator key, or a vendor's master key.
     * @param value the key; the caller clears it
     * @return the check value, which a template names together with the alias
     * @throws IllegalArgumentException if the length is not the algorithm's
     * @throws org.cardroom.events.command.EnvironmentException if the alias is taken, or the keystore cannot be used
     */
    public static KeyCheckValue importKey(
            Path keystore, char[] passphrase, String alias, KeyAlgorithm algorithm, byte[] value) {
        try (AdminKey key = AdminKey.of(algorithm, value)) {
            put(keystore, passphrase, InitialKeyProvider.KEY_PREFIX + alias, value);
            return key.kcv();
        }
    }

    /**
     * Adds a PUK.
     * @param ascii its characters; the caller clears them
     * @throws IllegalArgumentException if it is not a valid PUK
     * @throws org.cardroom.events.command.EnvironmentException if the alias is taken, or the keystore cannot be used
     */
    public static void importPuk(Path keystore, char[] passphrase, String alias, byte[] ascii) {
        Pin.of(ascii).close();
        put(keystore, passphrase, InitialKeyProvider.PUK_PREFIX + alias, ascii);
    }

    private static void put(Path keystore, char[] passphrase, String alias, byte[] value) {
        Pkcs12KeyFile file = Pkcs12KeyFile.open(keystore, passphrase);
        file.put(alias, value);
        file.save();
    }
}
