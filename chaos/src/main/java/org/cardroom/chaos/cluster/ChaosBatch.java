package org.cardroom.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.db.Database;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.kafka.KafkaClients;

import org.cardroom.ingest.enrolment.AgentEnrolmentService;
import org.cardroom.ingest.enrolment.AgentPublicKeyFile;
import org.cardroom.ingest.manifest.ManifestImporter;
import org.cardroom.ingest.template.TemplateLoader;
import org.cardroom.processor.keys.KeystoreGenerator;
import org.cardroom.processor.keys.ProcessorKeyring;

/** What people prepare before a batch: keys, agents that an officer enrolled, requests. */
public final class ChaosBatch {
    private static final String[] TEMPLATES = {"gids-letter", "piv-letter", "gids-letter", "piv-letter", "user-pin"};

    private final ChaosDirectory folder;
    private final char[] passphrase;
    public final UUID id = UuidGenerator.next();

    private ChaosBatch(ChaosDirectory folder, char[] passphrase) {
        this.folder = folder;
        this.passphrase = passphrase;
    }

    /** Makes the keys, under a passphrase that is kept beside them, which is for a run like this only. */
    public static ChaosBatch prepare(ChaosDirectory folder) {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        ChaosBatch chaosBatch = new ChaosBatch(
                folder, Base64.getEncoder().encodeToString(random).toCharArray());
        KeystoreGenerator.generate(folder.keys(), file -> chaosBatch.passphrase.clone());
        try {
            Files.createFile(
                    chaosBatch.passphraseFile(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(chaosBatch.passphraseFile(), String.valueOf(chaosBatch.passphrase));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + chaosBatch.passphraseFile(), e);
        }
        return chaosBatch;
    }

    public Path passphraseFile() {
        return folder.room().resolve("passphrase");
    }

    public Path keystore() {
        return folder.keys().resolve(KeystoreGenerator.PROCESSOR_KEYSTORE);
    }

    public Path processorsFile() {
        return folder.keys().resolve(KeystoreGenerator.PUBLIC_KEYS_FILE);
    }

    public ProcessorKeyring keys() {
        return ProcessorKeyring.open(keystore(), passphrase.clone());
    }

    public HpkeKeyPair letterKeyPair() {
        return KeystoreGenerator.openLetterKeyPair(
                folder.keys().resolve(KeystoreGenerator.LETTERS_KEYSTORE), passphrase.clone());
    }

    /** Orders so many cards, and has the agents enrolled. */
    public void importRequests(Database database, int cards) {
        StringBuilder manifest = new StringBuilder("person,template\n");
        for (int i = 1; i <= cards; i++) {
            manifest.append("person.")
                    .append(i)
                    .append(',')
                    .append(TEMPLATES[i % TEMPLATES.length])
                    .append('\n');
        }
        TemplateLoader.loadSamples(database);
        try {
            Path file = Files.writeString(folder.room().resolve("manifest.csv"), manifest);
            ManifestImporter.run(database, file, id, folder.room().resolve("rejects.csv"));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write the manifest in " + folder.room(), e);
        }
        ChaosCluster.AGENTS.forEach(name -> enrol(database, name));
    }

    private void enrol(Database database, String name) {
        KafkaClients none = new KafkaClients("127.0.0.1:1", Map.of());
        AgentConfig config = AgentConfig.loadOrCreate(folder.agents().resolve(name), processorsFile(), none);
        EnrolmentSigningKey signingKey = KeystoreGenerator.openOfficerKey(
                folder.keys().resolve(KeystoreGenerator.OFFICER_KEYSTORE), passphrase.clone());
        AgentPublicKeyFile enrollee =
                new AgentPublicKeyFile(config.name(), config.key().publicKey());
        new AgentEnrolmentService(database, Clock.systemUTC())
                .enrol(enrollee, new TreeSet<>(), ClientType.AGENT, signingKey);
    }
}
