package org.cardroom.processor;

import java.util.Map;
import org.cardroom.db.Database;
import org.cardroom.db.KeystoreFingerprintRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.processor.keys.ProcessorKeyring;

/** Whether a keystore is the one that a database's cards have their keys from. */
final class KeystoreCheck {
    private KeystoreCheck() {}

    /**
     * Compares its keys with those that were used with this database, and notes new ones.
     *
     * @throws EnvironmentException if one is another, or one is missing that cards have their keys from
     */
    static void verifyAndRecord(Database database, ProcessorKeyring keys) {
        Map<String, String> marks = keys.fingerprints();
        KeystoreFingerprintRepository known = new KeystoreFingerprintRepository(database);
        // What is wrong is not noted: nothing of this keystore is, then.
        database.inTransaction()
                .executeWithoutResult(status -> known.recordFingerprints(marks).forEach((name, mark) -> {
                    String has = marks.get(name);
                    if (has != null && !has.equals(mark)) {
                        throw new EnvironmentException("the keystore is of another room: its key " + name
                                + " is not the one that this database was used with");
                    }
                    if (has == null
                            && name.startsWith(ProcessorKeyring.MASTER_PREFIX)
                            && known.isMasterKeyVersionUsed(version(name))) {
                        throw new EnvironmentException("the keystore has no key " + name
                                + ", and cards of this database have theirs from it:" + " take the newest keystore");
                    }
                }));
    }

    private static int version(String name) {
        return Integer.parseInt(name.substring(ProcessorKeyring.MASTER_PREFIX.length()));
    }
}
