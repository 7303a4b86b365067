package org.cardroom.processor.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.cardroom.events.card.Hex;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.keystore.Pkcs12KeyFile;
import org.cardroom.events.codec.MessageJson;

/** Makes the keys of a new room: three keystores for three kinds of people, and a public file for the agents. */
public final class NewKeys {
    /** The processors' keystore. */
    public static final String PROCESSOR = "processor.p12";
    /** The officer's, who enrols agents. */
    public static final String OFFICER = "officer.p12";
    /** The letter printers'. */
    public static final String LETTERS = "letters.p12";
    /** What agents have to know. */
    public static final String PUBLIC = "processors.pub.json";

    private static final int KEY = 32;

    private NewKeys() {}

    /** The passphrases of the three keystores, for the caller to clear. */
    public interface Passphrases {
        /** That of this file. */
        char[] of(String file);
    }

    /**
     * Makes the four files in this folder.
     *
     * @throws EnvironmentException if one of them is there already, or the folder cannot be written
     */
    public static void make(Path folder, Passphrases passphrases) {
        HpkeKeyPair channel = HpkeKeyPair.generate();
        HpkeKeyPair letters = HpkeKeyPair.generate();
        EnrolmentSigningKey signingKey = EnrolmentSigningKey.generate();
        folder(folder);
        Pkcs12KeyFile processor = file(folder, PROCESSOR, passphrases);
        Pkcs12KeyFile officers = file(folder, OFFICER, passphrases);
        Pkcs12KeyFile printers = file(folder, LETTERS, passphrases);
        put(processor, RoomKeys.MASTER + 1, NewKeys::random);
        put(processor, RoomKeys.HOLD, NewKeys::random);
        put(processor, RoomKeys.CHANNEL + 1, channel::copyPrivateInto);
        processor.put(RoomKeys.LETTERS, Hex.bytes(letters.publicKey().hex()));
        processor.put(RoomKeys.OFFICER, Hex.bytes(signingKey.publicKey().hex()));
        put(officers, "officer", signingKey::copyPrivateInto);
        put(printers, "letters", letters::copyPrivateInto);
        processor.save();
        officers.save();
        printers.save();
        publish(folder.resolve(PUBLIC), new ProcessorPublicKeys(Map.of(RoomKeys.CHANNEL + 1, channel.publicKey())));
    }

    /** The letter printers' key pair. */
    public static HpkeKeyPair letterPrinters(Path keystore, char[] passphrase) {
        return HpkeKeyPair.of(Pkcs12KeyFile.open(keystore, passphrase).get("letters").getEncoded());
    }

    private static Pkcs12KeyFile file(Path folder, String name, Passphrases passphrases) {
        char[] passphrase = passphrases.of(name);
        if (passphrase.length < 8) {
            throw new EnvironmentException("the passphrase of " + name + " must have 8 characters or more");
        }
        return Pkcs12KeyFile.create(folder.resolve(name), passphrase);
    }

    private static void put(Pkcs12KeyFile file, String alias, Consumer<ByteBuffer> source) {
        ByteBuffer key = ByteBuffer.allocate(KEY);
        source.accept(key);
        file.put(alias, key.array());
        Arrays.fill(key.array(), (byte) 0);
    }

    private static void random(ByteBuffer key) {
        byte[] bytes = new byte[KEY];
        new SecureRandom().nextBytes(bytes);
        key.put(bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    private static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EnvironmentException("cannot make the folder " + folder, e);
        }
    }

    private static void publish(Path path, ProcessorPublicKeys keys) {
        try {
            Files.write(path, MessageJson.write(keys));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + path, e);
        }
    }
}
