package org.cardroom.demo.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.cardroom.demo.local.DemoDirectory;
import org.cardroom.events.command.CliRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {
    @TempDir
    Path folder;

    private String said;

    private int run(String... args) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            return CliRunner.run(new DemoCommand(), args);
        } finally {
            System.setErr(before);
            said = errors.toString(StandardCharsets.UTF_8).strip();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--cards=0, --cards must be 1 to 100000",
        "--readers=65, --readers must be 1 to 64",
        "--apdu-millis=-1, --apdu-millis must be 0 to 1000",
        "--cards=many, Invalid value for option '--cards'",
    })
    void refusesWhatItCannotDo(String option, String reason) {
        assertThat(run(option, "--out", folder.toString())).isEqualTo(2);
        assertThat(said).startsWith(reason);
    }

    @Test
    void refusesCardsBesideAManifest() {
        assertThat(run("--cards", "5", "--manifest", "m.csv")).isEqualTo(2);
        assertThat(said).startsWith("--cards and --manifest cannot both be given");
    }

    @Test
    void saysThatTheManifestCannotBeRead() {
        assertThat(run("--manifest", "/nowhere.csv", "--out", folder.toString()))
                .isOne();
        assertThat(said).isEqualTo("cardroom: there is no manifest /nowhere.csv");
    }

    @Test
    void saysThatTheFolderCannotBeMade() throws IOException {
        Path inAFile = Files.createFile(folder.resolve("file")).resolve("demo");
        assertThat(run("--out", inAFile.toString())).isOne();
        assertThat(said).isEqualTo("cardroom: cannot create the directory " + inAFile);
    }

    @Test
    void makesUpAsManyLinesAsAreAsked() {
        UUID batch = UUID.randomUUID();
        String manifest = SampleManifest.generate(30, batch);
        assertThat(manifest.lines()).hasSize(31).first().asString().startsWith("requestId,person,");
        assertThat(manifest.lines().skip(1).map(line -> line.split(",", 2)[0]).distinct())
                .hasSize(30)
                .allMatch(id -> id.startsWith(batch.toString().substring(24)));
        assertThat(manifest).contains("gids-letter").contains("piv-letter").contains("user-pin");
    }

    @Test
    void forgetsABatchOnlyWhenItIsFinished() throws IOException {
        DemoDirectory files = new DemoDirectory(folder);
        UUID batch = UUID.randomUUID();
        assertThat(files.unfinishedBatch()).isEmpty();
        files.markStarted(batch);
        assertThat(new DemoDirectory(folder).unfinishedBatch()).contains(batch);
        Files.writeString(files.summary(), "{}");
        Files.writeString(files.results(), "request");
        files.markFinished(batch);
        assertThat(files.unfinishedBatch()).isEmpty();
        assertThat(folder.resolve("results-" + batch + ".csv")).hasContent("request");
    }

    @Test
    void drawsItsPassphraseOnce() {
        assertThat(new DemoDirectory(folder).loadOrCreatePassphrase())
                .isEqualTo(new DemoDirectory(folder).loadOrCreatePassphrase());
    }
}
