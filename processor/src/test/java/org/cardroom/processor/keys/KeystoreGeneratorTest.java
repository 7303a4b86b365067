package org.cardroom.processor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreGeneratorTest {
    @TempDir
    Path folder;

    private static char[] passphrase(String file) {
        return ("passphrase of " + file).toCharArray();
    }

    @BeforeEach
    void makeThem() {
        KeystoreGenerator.generate(folder, KeystoreGeneratorTest::passphrase);
    }

    private ProcessorKeyring opened() {
        return ProcessorKeyring.open(
                folder.resolve(KeystoreGenerator.PROCESSOR_KEYSTORE), passphrase(KeystoreGenerator.PROCESSOR_KEYSTORE));
    }

    @Test
    void makesAKeystoreThatOpens() {
        assertThat(opened().masterKeys().currentVersion()).isEqualTo(1);
    }

    @Test
    void publishesTheChannelKeyOfTheKeystore() throws IOException {
        byte[] json = Files.readAllBytes(folder.resolve(KeystoreGenerator.PUBLIC_KEYS_FILE));
        assertThat(MessageJson.read(json, ProcessorPublicKeys.class)).isEqualTo(opened().publicKeys());
    }

    @Test
    void makesALetterKeyThatOnlyThePrintersHold() {
        HpkeKeyPair printers = KeystoreGenerator.openLetterKeyPair(
                folder.resolve(KeystoreGenerator.LETTERS_KEYSTORE), passphrase(KeystoreGenerator.LETTERS_KEYSTORE));
        assertThat(printers.publicKey()).isNotNull();
        assertThat(folder.resolve(KeystoreGenerator.OFFICER_KEYSTORE)).exists();
    }

    @Test
    void neverOverwritesKeys() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> KeystoreGenerator.generate(folder, KeystoreGeneratorTest::passphrase))
                .withMessageContaining("never overwritten");
    }

    @Test
    void saysThatThePassphraseIsWrong() {
        Path keystore = folder.resolve(KeystoreGenerator.PROCESSOR_KEYSTORE);
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> ProcessorKeyring.open(keystore, "wrong wrong".toCharArray()))
                .withMessage("wrong passphrase for " + keystore);
    }

    @Test
    void refusesAShortPassphrase() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> KeystoreGenerator.generate(folder.resolve("b"), file -> "short".toCharArray()))
                .withMessageContaining("8 characters");
    }
}
