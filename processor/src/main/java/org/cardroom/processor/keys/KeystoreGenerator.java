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
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.keystore.Pkcs12KeyFile;

/** Generates the keys of a new installation: one keystore each for three roles, and a public file for the agents. */
public final class KeystoreGenerator {
    /** The processors' keystore. */
    public static final String PROCESSOR_KEYSTORE = "processor.p12";
    /** The keystore of the officer, who enrols agents. */
    public static final String OFFICER_KEYSTORE = "officer.p12";
    /** The keystore of the letter printers. */
    public static final String LETTERS_KEYSTORE = "letters.p12";
    /** The processors' public keys, for the agents. */
    public static final String PUBLIC_KEYS_FILE = "processors.pub.json";

    private static final String OFFICER_KEY_ALIAS = "officer";
    private static final String LETTERS_KEY_ALIAS = "letters";
    private static final int KEY_LENGTH = 32;

    private KeystoreGenerator() {}

    /** Provides the passphrases of the three keystores; the caller clears them. */
    public interface PassphraseSource {
        /** Returns the passphrase of the keystore with this file name. */
        char[] passphraseFor(String file);
    }

    /**
     * Creates the four files in this folder.
     * @throws EnvironmentException if one of them exists, or the folder is not writable
     */
    public static void generate(Path folder, PassphraseSource passphraseSource) {
        HpkeKeyPair channel = HpkeKeyPair.generate();
        HpkeKeyPair letters = HpkeKeyPair.generate();
        EnrolmentSigningKey signingKey = EnrolmentSigningKey.generate();
        createDirectory(folder);
        Pkcs12KeyFile processor = createKeystore(folder, PROCESSOR_KEYSTORE, passphraseSource);
        Pkcs12KeyFile officers = createKeystore(folder, OFFICER_KEYSTORE, passphraseSource);
        Pkcs12KeyFile printers = createKeystore(folder, LETTERS_KEYSTORE, passphraseSource);
        put(processor, ProcessorKeyring.MASTER_PREFIX + 1, KeystoreGenerator::random);
        put(processor, ProcessorKeyring.HELD_PIN_ALIAS, KeystoreGenerator::random);
        put(processor, ProcessorKeyring.CHANNEL_PREFIX + 1, channel::copyPrivateInto);
        processor.put(
                ProcessorKeyring.LETTERS_ALIAS, Hex.bytes(letters.publicKey().hex()));
        processor.put(
                ProcessorKeyring.OFFICER_ALIAS, Hex.bytes(signingKey.publicKey().hex()));
        put(officers, OFFICER_KEY_ALIAS, signingKey::copyPrivateInto);
        put(printers, LETTERS_KEY_ALIAS, letters::copyPrivateInto);
        processor.save();
        officers.save();
        printers.save();
        Map<String, HpkePublicKey> publicKeys = Map.of(ProcessorKeyring.CHANNEL_PREFIX + 1, channel.publicKey());
        writePublicKeys(folder.resolve(PUBLIC_KEYS_FILE), new ProcessorPublicKeys(publicKeys));
    }

    /** Loads the letter printers' key pair from {@value #LETTERS_KEYSTORE}. */
    public static HpkeKeyPair openLetterKeyPair(Path keystore, char[] passphrase) {
        return HpkeKeyPair.of(
                Pkcs12KeyFile.open(keystore, passphrase).get(LETTERS_KEY_ALIAS).getEncoded());
    }

    /** Loads the officer's signing key from {@value #OFFICER_KEYSTORE}. */
    public static EnrolmentSigningKey openOfficerKey(Path keystore, char[] passphrase) {
        byte[] key =
                Pkcs12KeyFile.open(keystore, passphrase).get(OFFICER_KEY_ALIAS).getEncoded();
        try {
            return EnrolmentSigningKey.of(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static Pkcs12KeyFile createKeystore(Path folder, String name, PassphraseSource passphraseSource) {
        char[] passphrase = passphraseSource.passphraseFor(name);
        if (passphrase.length < 8) {
            throw new EnvironmentException("the passphrase of " + name + " must have 8 characters or more");
        }
        return Pkcs12KeyFile.create(folder.resolve(name), passphrase);
    }

    private static void put(Pkcs12KeyFile file, String alias, Consumer<ByteBuffer> source) {
        ByteBuffer key = ByteBuffer.allocate(KEY_LENGTH);
        source.accept(key);
        file.put(alias, key.array());
        Arrays.fill(key.array(), (byte) 0);
    }

    private static void random(ByteBuffer key) {
        byte[] bytes = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(bytes);
        key.put(bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    private static void createDirectory(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EnvironmentException("cannot create the folder " + folder, e);
        }
    }

    private static void writePublicKeys(Path path, ProcessorPublicKeys keys) {
        try {
            Files.write(path, MessageJson.write(keys));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + path, e);
        }
    }
}
