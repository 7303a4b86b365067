package org.cardroom.processor.provisioning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.keystore.Pkcs12KeyFile;
import org.cardroom.events.secret.SecretBytes;
import org.cardroom.processor.keys.NewKeys;
import org.cardroom.processor.keys.RoomKeys;

/** The keystores of all tests of this JVM: making them takes most of a second. */
final class TestKeys {
    private static final Path FOLDER = made();
    static final RoomKeys ROOM = RoomKeys.open(FOLDER.resolve(NewKeys.PROCESSOR), passphrase());
    static final EnrolmentSigningKey OFFICER = EnrolmentSigningKey.of(Pkcs12KeyFile.open(FOLDER.resolve(NewKeys.OFFICER), passphrase())
            .get("officer")
            .getEncoded());
    static final HpkeKeyPair LETTER_PRINTERS = NewKeys.letterPrinters(FOLDER.resolve(NewKeys.LETTERS), passphrase());

    private TestKeys() {}

    private static char[] passphrase() {
        return "passphrase of a test".toCharArray();
    }

    private static Path made() {
        try {
            Path folder = Files.createTempDirectory("cardroom-keys");
            NewKeys.make(folder, file -> passphrase());
            for (String name : new String[] {NewKeys.PROCESSOR, NewKeys.OFFICER, NewKeys.LETTERS, NewKeys.PUBLIC}) {
                folder.resolve(name).toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hex of a secret, lower case: tests compare what processors never see. */
    static String revealed(SecretBytes secret) {
        ByteBuffer out = ByteBuffer.allocate(secret.length());
        secret.copyInto(out);
        return HexFormat.of().formatHex(out.array());
    }
}
