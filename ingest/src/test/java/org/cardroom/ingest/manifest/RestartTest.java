package org.cardroom.ingest.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cardroom.db.AdvisoryLock;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.ingest.manifest.ImportManifest.Counts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RestartTest {
    private static final int LINES = 1200;
    private static final Counts ALL = new Counts(LINES, LINES - 12, 12);

    @TempDir
    Path folder;

    private Import manifest;
    private JdbcClient jdbc;

    @BeforeEach
    void open() {
        manifest = new Import(folder);
        jdbc = JdbcClient.create(manifest.store.dataSource());
    }

    @AfterEach
    void close() {
        manifest.close();
    }

    /** Every hundredth line is bad, and the database refuses the line after the first chunk. */
    private void importUntilTheDatabaseFails() {
        jdbc.sql("ALTER TABLE request ADD CONSTRAINT broken CHECK (line < 700)").update();
        assertThatThrownBy(() -> manifest.of(lines()))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("goes on when it is started again");
        jdbc.sql("ALTER TABLE request DROP CONSTRAINT broken").update();
    }

    private static String lines() {
        return IntStream.range(0, LINES)
                .mapToObj(i -> i % 100 == 50 ? ",gids-letter" : "person " + i + ",gids-letter")
                .collect(Collectors.joining("\n", "person,template\n", "\n"));
    }

    private static List<String> persons() {
        return IntStream.range(0, LINES)
                .filter(i -> i % 100 != 50)
                .mapToObj(i -> "person " + i)
                .toList();
    }

    @Test
    void keepsTheChunksBeforeAFailure() {
        importUntilTheDatabaseFails();
        assertThat(manifest.persons()).hasSize(495);
    }

    @Test
    void goesOnWithoutDoublingOrLosingALine() throws IOException {
        importUntilTheDatabaseFails();
        assertThat(manifest.again()).isEqualTo(ALL);
        assertThat(manifest.persons()).isEqualTo(persons());
        assertThat(manifest.rejected()).hasSize(1 + 12).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTED", "STOPPING", "UNKNOWN"})
    void goesOnAfterAProcessDied(String status) {
        importUntilTheDatabaseFails();
        jdbc.sql("UPDATE batch_step_execution SET end_time = NULL, status = ?")
                .param(status)
                .update();
        jdbc.sql("UPDATE batch_job_execution SET end_time = NULL, status = ?")
                .param(status)
                .update();
        assertThat(manifest.again()).isEqualTo(ALL);
        assertThat(manifest.persons()).isEqualTo(persons());
    }

    @Test
    void findsTheBatchThatTheSameFileWasBegunAs() {
        importUntilTheDatabaseFails();
        assertThat(ImportManifest.batchOf(manifest.store, manifest.manifest)).isEqualTo(manifest.batch);
        manifest.again();
        assertThat(ImportManifest.batchOf(manifest.store, manifest.manifest)).isNotEqualTo(manifest.batch);
    }

    @Test
    void writesTheRejectFileWhereItFailedOnlyThere() throws IOException {
        importUntilTheDatabaseFails();
        Path inTheWay = Files.createDirectories(folder.resolve("manifest.csv.rejects.csv.next/full"));
        assertThatThrownBy(manifest::again).isInstanceOf(EnvironmentException.class);
        Files.delete(inTheWay);
        assertThat(manifest.again()).isEqualTo(ALL);
        assertThat(manifest.rejected()).hasSize(13);
    }

    @Test
    void keepsOutOfABatchThatAnotherProcessImports() {
        importUntilTheDatabaseFails();
        AdvisoryLock other = AdvisoryLock.acquire(manifest.store, "the import of batch " + manifest.batch);
        assertThatThrownBy(manifest::again)
                .isInstanceOf(EnvironmentException.class)
                .hasMessageEndingWith("runs already, in another process");
        other.close();
        assertThat(manifest.again()).isEqualTo(ALL);
    }

    @Test
    void saysNothingOfAPersonWhereItFails() {
        jdbc.sql("ALTER TABLE request ADD CONSTRAINT broken CHECK (person <> 'person 3')")
                .update();
        assertThatThrownBy(() -> manifest.of(lines()))
                .hasMessageNotContaining("person 3")
                .hasMessageNotContaining("person 2");
        assertThat(jdbc.sql("SELECT exit_message FROM batch_step_execution")
                        .query(String.class)
                        .single())
                .doesNotContain("person 3");
    }
}
