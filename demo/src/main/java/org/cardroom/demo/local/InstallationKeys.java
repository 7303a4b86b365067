package org.cardroom.demo.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Supplier;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.db.Database;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.ingest.enrolment.AgentEnrolmentService;
import org.cardroom.processor.keys.KeystoreGenerator;
import org.cardroom.processor.keys.ProcessorKeyring;

/**
 * The keystores of an installation on one machine, all under one passphrase, and enrolment by the officer's key among
 * them. A real installation keeps the officer's key away from its servers.
 */
public final class InstallationKeys {
    private final Path directory;
    private final Supplier<char[]> passphrase;
    private final EnrolmentSigningKey officer;

    private InstallationKeys(Path directory, Supplier<char[]> passphrase) {
        this.directory = directory;
        this.passphrase = passphrase;
        this.officer = KeystoreGenerator.openOfficerKey(
                directory.resolve(KeystoreGenerator.OFFICER_KEYSTORE), passphrase.get());
    }

    /** Opens or creates the keystores in this directory; {@code passphrase} returns a new array at each call. */
    public static InstallationKeys openOrCreate(Path directory, Supplier<char[]> passphrase) {
        if (!Files.exists(directory.resolve(KeystoreGenerator.PUBLIC_KEYS_FILE))) {
            deleteIncomplete(directory);
            KeystoreGenerator.generate(directory, file -> passphrase.get());
        }
        return new InstallationKeys(directory, passphrase);
    }

    /** The public file is written last: without it no key has been used. */
    private static void deleteIncomplete(Path directory) {
        try {
            for (String file : List.of(
                    KeystoreGenerator.PROCESSOR_KEYSTORE,
                    KeystoreGenerator.OFFICER_KEYSTORE,
                    KeystoreGenerator.LETTERS_KEYSTORE)) {
                Files.deleteIfExists(directory.resolve(file));
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot write in " + directory, e);
        }
    }

    /** Returns the processor's keystore file. */
    public Path keystore() {
        return directory.resolve(KeystoreGenerator.PROCESSOR_KEYSTORE);
    }

    /** Returns the file of the processor's public keys, which agents and gateways need. */
    public Path processorsFile() {
        return directory.resolve(KeystoreGenerator.PUBLIC_KEYS_FILE);
    }

    public ProcessorKeyring openKeyring() {
        return ProcessorKeyring.open(keystore(), passphrase.get());
    }

    public HpkeKeyPair openLetterKeyPair() {
        return KeystoreGenerator.openLetterKeyPair(
                directory.resolve(KeystoreGenerator.LETTERS_KEYSTORE), passphrase.get());
    }

    /** Enrols the client with this directory, whose key is created the first time; its name is the directory's. */
    public AgentConfig enrol(
            Database database, Path client, KafkaClients kafka, NavigableSet<String> stations, ClientType type) {
        AgentConfig config = AgentConfig.loadOrCreate(client, processorsFile(), kafka);
        enrol(database, config.name(), config.key().publicKey(), stations, type);
        return config;
    }

    /** Enrols the client with this name and public key. */
    public void enrol(
            Database database, String name, HpkePublicKey key, NavigableSet<String> stations, ClientType type) {
        new AgentEnrolmentService(database, Clock.systemUTC())
                .enrol(new AgentPublicKeyFile(name, key), stations, type, officer);
    }
}
