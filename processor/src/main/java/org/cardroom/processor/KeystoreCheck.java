package org.cardroom.processor;

import java.util.Map;
import org.cardroom.db.Database;
import org.cardroom.db.KeystoreFingerprintRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.processor.keys.ProcessorKeyring;

/** Checks that a keystore belongs to a database. */
final class KeystoreCheck {
    private KeystoreCheck() {}

    /**
     * Compares the fingerprints of the keystore's keys with those recorded in the database, and records new ones.
     * @throws EnvironmentException if a key differs from the recorded one, or a master key version in use is missing;
     *     nothing is recorded then
     */
    static void verifyAndRecord(Database database, ProcessorKeyring keys) {
        Map<String, String> fingerprints = keys.fingerprints();
        KeystoreFingerprintRepository repository = new KeystoreFingerprintRepository(database);
        database.inTransaction()
                .executeWithoutResult(
                        status -> repository.recordFingerprints(fingerprints).forEach((name, recorded) -> {
                            String actual = fingerprints.get(name);
                            if (actual != null && !actual.equals(recorded)) {
                                throw new EnvironmentException("the keystore belongs to another installation: its key "
                                        + name + " is not the one that this database was used with");
                            }
                            if (actual == null
                                    && name.startsWith(ProcessorKeyring.MASTER_PREFIX)
                                    && repository.isMasterKeyVersionUsed(version(name))) {
                                throw new EnvironmentException("the keystore has no key " + name
                                        + ", but keys of this database's cards are derived from it: use the newest"
                                        + " keystore");
                            }
                        }));
    }

    private static int version(String name) {
        return Integer.parseInt(name.substring(ProcessorKeyring.MASTER_PREFIX.length()));
    }
}
