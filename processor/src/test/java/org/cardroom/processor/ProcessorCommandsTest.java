package org.cardroom.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.http.DailyHttpBatch;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.keys.KeystoreGenerator;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorCommandsTest {
    private static final char[] PASSPHRASE = "a passphrase".toCharArray();

    @TempDir
    Path folder;

    private Path keystore;
    private String said;

    @BeforeEach
    void makeKeys() {
        KeystoreGenerator.generate(folder, file -> PASSPHRASE.clone());
        keystore = folder.resolve(KeystoreGenerator.PROCESSOR_KEYSTORE);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve(UUID.randomUUID() + ".txt"), content + "\n");
    }

    private int run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return CliRunner.run(new ProcessorMain(), args);
        } finally {
            System.setOut(out);
            System.setErr(err);
            said = bytes.toString(StandardCharsets.UTF_8).strip();
        }
    }

    private int runProcessor(String passphrase, String kafka, String db) throws IOException {
        String file = file(passphrase).toString();
        return run("run", "--keystore", keystore.toString(), "--passphrase-file", file, "--kafka", kafka, "--db", db);
    }

    private int add(String alias, String value, String... algorithm) throws IOException {
        String[] args = new String[8 + algorithm.length];
        String[] first = {
            "add-initial-key",
            alias,
            "--keystore",
            keystore.toString(),
            "--passphrase-file",
            file("a passphrase").toString(),
            "--value-file",
            file(value).toString()
        };
        System.arraycopy(first, 0, args, 0, 8);
        System.arraycopy(algorithm, 0, args, 8, algorithm.length);
        return run(args);
    }

    @Test
    void reportsAWrongPassphrase() throws IOException {
        assertThat(runProcessor("wrong", "127.0.0.1:1", "jdbc:postgresql://127.0.0.1:1/x"))
                .isOne();
        assertThat(said).isEqualTo("cardroom: wrong passphrase for " + keystore);
    }

    @Test
    void reportsAnUnreachableDatabase() throws IOException {
        assertThat(runProcessor("a passphrase", "127.0.0.1:1", "jdbc:postgresql://127.0.0.1:1/x"))
                .isOne();
        assertThat(said).startsWith("cardroom: no PostgreSQL can be used at jdbc:postgresql://127.0.0.1:1/x");
        assertThat(said.lines()).hasSize(1);
    }

    @Test
    void reportsAnUnreachableBroker() throws IOException {
        String db = ProcessorFixture.createDatabase();
        assertThat(runProcessor("a passphrase", "127.0.0.1:1", db)).isOne();
        assertThat(said).isEqualTo("cardroom: no Kafka broker can be used at 127.0.0.1:1 (Timeout)");
    }

    @Test
    void refusesANameInUse() throws IOException {
        String db = ProcessorFixture.createDatabase();
        String kafka = TestServers.shared().bootstrap();
        ProcessorKeyring keys = ProcessorKeyring.open(keystore, PASSPHRASE);
        try (Database database = Database.open(db, null, null);
                Processor first = Processor.start("processor-1", database, new KafkaClients(kafka, Map.of()), keys)) {
            assertThat(runProcessor("a passphrase", kafka, db)).isOne();
            assertThat(said).isEqualTo("cardroom: processor " + first.name() + " runs already, in another process");
        }
    }

    @Test
    void refusesUsageErrors() {
        assertThat(run("run")).isEqualTo(2);
        assertThat(said).contains("Missing required options");
    }

    @Test
    void addsAVendorsKeyForTemplates() throws IOException {
        assertThat(add("vendor", "0102030405060708".repeat(3), "--algorithm", "3DES"))
                .isZero();
        assertThat(said).isEqualTo("initialKey: alias vendor, kcv B073DC");
        InitialKeyRef initial = new InitialKeyRef("vendor", new KeyCheckValue("B073DC"), null);
        ProfileTemplate template = new ProfileTemplate(
                "t", CardKind.GIDS, KeyAlgorithm.TDES, initial, true, UserPinOption.NONE, null, null, null, null);
        ProcessorKeyring keys = ProcessorKeyring.open(keystore, PASSPHRASE);
        assertThat(keys.initialKeys()
                        .keyFor(template, new CardId("00".repeat(16)))
                        .kcv())
                .isEqualTo(new KeyCheckValue("B073DC"));
    }

    @Test
    void addsAVendorsPuk() throws IOException {
        assertThat(add("vendor", "48201573")).isZero();
        assertThat(ProcessorKeyring.open(keystore, PASSPHRASE)
                        .initialKeys()
                        .puk("vendor")
                        .length())
                .isEqualTo(8);
    }

    @Test
    void refusesAKeyOfTheWrongLengthWithoutRepeatingIt() throws IOException {
        assertThat(add("vendor", "01020304", "--algorithm", "AES-128")).isOne();
        assertThat(said).isEqualTo("cardroom: vendor: AES-128 takes a key of 16 bytes, this has 4");
    }

    @Test
    void refusesAnUnknownBatch() {
        String db = ProcessorFixture.createDatabase();
        UUID batch = UUID.randomUUID();
        assertThat(run("close-batch", batch.toString(), "--db", db, "--out", folder.resolve("r.csv") + ""))
                .isOne();
        assertThat(said).isEqualTo("cardroom: there is no batch " + batch);
    }

    @Test
    void acceptsADayForTheBatchOfItsHttpRequests() {
        String db = ProcessorFixture.createDatabase();
        String out = "--out=" + folder.resolve("r.csv");
        assertThat(run("close-batch", "2026-01-31", "--db", db, out)).isOne();
        assertThat(said).isEqualTo("cardroom: there is no batch " + DailyHttpBatch.idOf(LocalDate.of(2026, 1, 31)));
        assertThat(run("close-batch", "2026-13-31", "--db", db, out)).isEqualTo(2);
    }
}
