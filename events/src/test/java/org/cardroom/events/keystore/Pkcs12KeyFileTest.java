package org.cardroom.events.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12KeyFileTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final byte[] KEY = {1, 2, 3, 4, 5};

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void makeOne() {
        path = folder.resolve("keys.p12");
        Pkcs12KeyFile file = Pkcs12KeyFile.create(path, PASSPHRASE);
        file.put("one", KEY);
        file.save();
    }

    @Test
    void givesBackWhatWasPut() {
        assertThat(Pkcs12KeyFile.open(path, PASSPHRASE).get("one").getEncoded()).isEqualTo(KEY);
    }

    @Test
    void saysThatThePassphraseIsWrong() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> Pkcs12KeyFile.open(path, "wrong".toCharArray()))
                .withMessage("wrong passphrase for " + path);
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> Pkcs12KeyFile.open(folder.resolve("none.p12"), PASSPHRASE))
                .withMessageContaining("cannot read the keystore");
    }

    @Test
    void saysWhichKeyIsMissing() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> Pkcs12KeyFile.open(path, PASSPHRASE).get("two"))
                .withMessageContaining("no key called two");
    }

    @Test
    void neverOverwritesAFile() {
        assertThatExceptionOfType(EnvironmentException.class).isThrownBy(() -> Pkcs12KeyFile.create(path, PASSPHRASE));
    }

    @Test
    void neverOverwritesAKey() {
        Pkcs12KeyFile file = Pkcs12KeyFile.open(path, PASSPHRASE);
        assertThatExceptionOfType(EnvironmentException.class).isThrownBy(() -> file.put("one", KEY));
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }
}
