package org.cardroom.processor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.cardroom.db.Database;
import org.cardroom.db.KeystoreFingerprintRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.keys.KeystoreGenerator;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeystoreCheckTest {
    private static final char[] PASSPHRASE = "a passphrase".toCharArray();

    @TempDir
    Path folder;

    private final Database database = Database.open(ProcessorFixture.createDatabase(), null, null);

    @AfterEach
    void close() {
        database.close();
    }

    private ProcessorKeyring keys(String name) {
        KeystoreGenerator.generate(folder.resolve(name), file -> PASSPHRASE.clone());
        return ProcessorKeyring.open(
                folder.resolve(name).resolve(KeystoreGenerator.PROCESSOR_KEYSTORE), PASSPHRASE.clone());
    }

    @Test
    void acceptsTheSameKeystoreAgain() {
        ProcessorKeyring keys = keys("ours");
        KeystoreCheck.verifyAndRecord(database, keys);
        assertThatCode(() -> KeystoreCheck.verifyAndRecord(database, keys)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherInstallationsKeystore() {
        KeystoreCheck.verifyAndRecord(database, keys("ours"));
        ProcessorKeyring theirs = keys("theirs");
        assertThatThrownBy(() -> KeystoreCheck.verifyAndRecord(database, theirs))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("the keystore belongs to another installation: its key ");
    }

    @Test
    void refusesAKeystoreWithoutAMasterKeyVersionInUse() {
        new KeystoreFingerprintRepository(database).recordUsed(List.of("master-2"));
        ProcessorKeyring keys = keys("old");
        assertThatCode(() -> KeystoreCheck.verifyAndRecord(database, keys)).doesNotThrowAnyException();
        card(2);
        assertThatThrownBy(() -> KeystoreCheck.verifyAndRecord(database, keys))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("the keystore has no key master-2, but keys of this database's cards");
    }

    private void card(int version) {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        String id = "'00000000-0000-0000-0000-000000000001'";
        jdbc.sql("INSERT INTO template VALUES (" + id + ", 't', 1, '{}')").update();
        jdbc.sql("INSERT INTO batch VALUES (" + id + ", 'b')").update();
        jdbc.sql(
                        "INSERT INTO request (id, external_id, batch, line, person, display_name, template, kind, algorithm, status)"
                                + " VALUES (" + id + ", 'r', " + id + ", 1, 'p', 'p', " + id + ", 'GIDS', '3DES', 8)")
                .update();
        jdbc.sql(
                        "INSERT INTO card (id, card_id, kind, status, provisioning_state, request, template, confirmed_version,"
                                + " confirmed_issuance) VALUES (" + id + ", 'AA', 'GIDS', 2, 'ISSUED', " + id + ", "
                                + id + ", "
                                + version + ", 1)")
                .update();
    }
}
