package org.cardroom.ingest.enrolment;

import java.nio.file.Path;
import java.util.Arrays;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.PassphraseReader;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.keystore.Pkcs12KeyFile;
import org.jspecify.annotations.Nullable;

/** Loads the officer's enrolment-signing key from its key file (PKCS #12). */
public final class OfficerKeyLoader {
    private static final String ALIAS = "officer";
    private static final String PASSPHRASE_VARIABLE = "CARDROOM_OFFICER_PASSPHRASE";

    private OfficerKeyLoader() {}

    /**
     * Loads the key from this file.
     * @param passphraseFile a file whose first line is the passphrase; absent: the environment, then a prompt
     * @throws EnvironmentException if the file cannot be read, or the passphrase is wrong
     */
    public static EnrolmentSigningKey load(Path file, @Nullable Path passphraseFile) {
        char[] passphrase = PassphraseReader.read(passphraseFile, PASSPHRASE_VARIABLE, file.toString());
        try {
            byte[] key = Pkcs12KeyFile.open(file, passphrase).get(ALIAS).getEncoded();
            try {
                return EnrolmentSigningKey.of(key);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
