package org.cardroom.processor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.codec.MessageJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewKeysTest {
    @TempDir
    Path folder;

    private static char[] passphrase(String file) {
        return ("passphrase of " + file).toCharArray();
    }

    @BeforeEach
    void makeThem() {
        NewKeys.make(folder, NewKeysTest::passphrase);
    }

    private RoomKeys opened() {
        return RoomKeys.open(folder.resolve(NewKeys.PROCESSOR), passphrase(NewKeys.PROCESSOR));
    }

    @Test
    void makesAKeystoreThatOpens() {
        assertThat(opened().masters().current()).isEqualTo(1);
    }

    @Test
    void publishesTheChannelKeyOfTheKeystore() throws IOException {
        byte[] json = Files.readAllBytes(folder.resolve(NewKeys.PUBLIC));
        assertThat(MessageJson.read(json, ProcessorPublicKeys.class)).isEqualTo(opened().publicKeys());
    }

    @Test
    void makesALetterKeyThatOnlyThePrintersHold() {
        HpkeKeyPair printers = NewKeys.letterPrinters(folder.resolve(NewKeys.LETTERS), passphrase(NewKeys.LETTERS));
        assertThat(printers.publicKey()).isNotNull();
        assertThat(folder.resolve(NewKeys.OFFICER)).exists();
    }

    @Test
    void neverOverwritesKeys() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> NewKeys.make(folder, NewKeysTest::passphrase))
                .withMessageContaining("never overwritten");
    }

    @Test
    void saysThatThePassphraseIsWrong() {
        Path keystore = folder.resolve(NewKeys.PROCESSOR);
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> RoomKeys.open(keystore, "wrong wrong".toCharArray()))
                .withMessage("wrong passphrase for " + keystore);
    }

    @Test
    void refusesAShortPassphrase() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> NewKeys.make(folder.resolve("b"), file -> "short".toCharArray()))
                .withMessageContaining("8 characters");
    }
}
