package org.cardroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.events.cli.CliRunResult;
import org.cardroom.ingest.manifest.ManifestImportFixture;
import org.cardroom.ingest.template.TemplateLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ImportCommandTest {
    private static String url;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        url = ManifestImportFixture.createDatabase();
        try (Database database = Database.open(url, null, null)) {
            TemplateLoader.loadSamples(database);
        }
    }

    private Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("manifest.csv"), text);
    }

    private static CliRunResult run(Path manifest, String... more) {
        String[] args = {"import", manifest.toString(), "--db", url};
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return CliRunResult.run(IngestMain::run, all);
    }

    private static void assertFails(CliRunResult result, String message) {
        assertThat(result.err()).startsWith("cardroom: ").contains(message).hasLineCount(1);
        assertThat(result.code()).isOne();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void exitsWith0IfEveryLineIsImported() throws IOException {
        CliRunResult result = run(manifest("person,template\nada,gids-letter\n"));
        assertThat(result.out()).matches("batch [-0-9a-f]{36}: 1 lines, 1 imported, 0 rejected\\R");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void exitsWith1IfALineIsRejected() throws IOException {
        Path rejects = folder.resolve("bad.csv");
        CliRunResult result = run(manifest("person,template\n,gids-letter\n"), "--rejects", rejects.toString());
        assertThat(result.out()).contains("1 lines, 0 imported, 1 rejected").contains("rejected lines: " + rejects);
        assertThat(result.code()).isOne();
        assertThat(rejects).content().contains("2,\"person is missing\"");
    }

    @Test
    void importsTheSampleManifest() throws IOException {
        Path sample = folder.resolve("sample.csv");
        try (InputStream in = IngestMain.class.getResourceAsStream("/sample-manifest.csv")) {
            Files.copy(in, sample);
        }
        assertThat(run(sample).out()).contains(": 12 lines, 12 imported, 0 rejected");
        assertThat(run(sample).out()).contains(": 12 lines, 0 imported, 12 rejected");
    }

    @Test
    void importsAFinishedFileAgainIfItNamesNoRequestIds() throws IOException {
        Path manifest = manifest("person,template\nbruno,gids-letter\n");
        assertThat(run(manifest).code()).isZero();
        assertThat(run(manifest).out()).contains("1 imported");
    }

    @Test
    void resumesTheSameBatchAfterAFailure() throws IOException {
        Path manifest = manifest("person,template\nchiara,gids-letter\n");
        try (Database database = Database.open(url, null, null)) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            jdbc.sql("ALTER TABLE request ADD CONSTRAINT broken CHECK (person <> 'chiara')")
                    .update();
            assertFails(run(manifest), "failed; run it again to resume: ");
            jdbc.sql("ALTER TABLE request DROP CONSTRAINT broken").update();
            String begun =
                    new BatchRepository(database).findNewestOpen().orElseThrow().toString();
            assertThat(run(manifest).out()).startsWith("batch " + begun + ": 1 lines, 1 imported");
        }
    }

    @Test
    void namesTheBatchByTheOption() throws IOException {
        run(manifest("person,template\ndmitri,gids-letter\n"), "--name", "spring intake");
        try (Database database = Database.open(url, null, null)) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("SELECT name FROM batch ORDER BY created DESC LIMIT 1")
                            .query(String.class)
                            .single())
                    .isEqualTo("spring intake");
        }
    }

    @Test
    void reportsAMissingManifest() {
        assertFails(run(folder.resolve("missing.csv")), "there is no manifest ");
    }

    @Test
    void reportsADirectoryAsManifest() {
        assertFails(run(folder), "cannot read the manifest " + folder);
    }

    @Test
    void reportsARejectFileThatCannotBeWritten() throws IOException {
        Path manifest = manifest("person,template\nelif,gids-letter\n");
        Path nowhere = folder.resolve("nowhere/rejects.csv");
        assertFails(run(manifest, "--rejects", nowhere.toString()), "cannot write the reject file " + nowhere);
    }

    @Test
    void reportsAnInvalidHeader() throws IOException {
        assertFails(run(manifest("person,pin\n")), "is refused: the header has an unknown column 'pin'");
    }

    @Test
    void reportsAnUnavailableDatabase() throws IOException {
        Path manifest = manifest("person,template\n");
        assertFails(
                CliRunResult.run(
                        IngestMain::run, "import", manifest.toString(), "--db", "jdbc:postgresql://localhost:1/none"),
                "no PostgreSQL can be used at jdbc:postgresql://localhost:1/none");
    }

    @Test
    void reportsAMissingPasswordFile() throws IOException {
        assertFails(
                run(manifest("person,template\n"), "--db-password-file", "/missing"),
                "cannot read the passphrase file /missing");
    }

    @Test
    void printsUsageWithoutAFile() {
        CliRunResult result = CliRunResult.run(IngestMain::run, "import");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("Missing required").contains("Usage: ingest import");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "load-templates", "enrol-agent", "revoke-agent"})
    void printsUsageOfEveryCommand(String command) {
        CliRunResult result = CliRunResult.run(IngestMain::run, command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Usage: ingest " + command).contains("--db=URL");
        assertThat(CliRunResult.run(IngestMain::run, "--help").out()).contains(command);
    }

    @Test
    void loadsTemplates() throws IOException {
        Path file = folder.resolve("templates.json");
        try (InputStream in = IngestMain.class.getResourceAsStream("/sample-templates.json")) {
            Files.copy(in, file);
        }
        CliRunResult result = CliRunResult.run(IngestMain::run, "load-templates", file.toString(), "--db", url);
        assertThat(result.out()).contains("gids-letter: version 1", "piv-letter: version 1", "user-pin: version 1");
        assertThat(result.code()).isZero();
    }

    @Test
    void reportsAnInvalidTemplate() throws IOException {
        Path file = Files.writeString(folder.resolve("templates.json"), "[{\"name\": \"a\"}]");
        assertFails(
                CliRunResult.run(IngestMain::run, "load-templates", file.toString(), "--db", url), "template 'a': ");
    }
}
