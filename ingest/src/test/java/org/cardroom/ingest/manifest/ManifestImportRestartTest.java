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
import org.cardroom.ingest.manifest.ManifestImporter.Counts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ManifestImportRestartTest {
    private static final int LINES = 1200;
    private static final Counts ALL = new Counts(LINES, LINES - 12, 12);

    @TempDir
    Path folder;

    private ManifestImportFixture fixture;
    private JdbcClient jdbc;

    @BeforeEach
    void open() {
        fixture = new ManifestImportFixture(folder);
        jdbc = JdbcClient.create(fixture.store.dataSource());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Imports lines of which every hundredth is invalid, until the database refuses a line of the second chunk. */
    private void importUntilTheDatabaseFails() {
        jdbc.sql("ALTER TABLE request ADD CONSTRAINT broken CHECK (line < 700)").update();
        assertThatThrownBy(() -> fixture.importNew(lines()))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("run it again to resume");
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
        assertThat(fixture.persons()).hasSize(495);
    }

    @Test
    void resumesWithoutDoublingOrLosingALine() throws IOException {
        importUntilTheDatabaseFails();
        assertThat(fixture.importAgain()).isEqualTo(ALL);
        assertThat(fixture.persons()).isEqualTo(persons());
        assertThat(fixture.rejectFileLines()).hasSize(1 + 12).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTED", "STOPPING", "UNKNOWN"})
    void resumesAfterAProcessDied(String status) {
        importUntilTheDatabaseFails();
        jdbc.sql("UPDATE batch_step_execution SET end_time = NULL, status = ?")
                .param(status)
                .update();
        jdbc.sql("UPDATE batch_job_execution SET end_time = NULL, status = ?")
                .param(status)
                .update();
        assertThat(fixture.importAgain()).isEqualTo(ALL);
        assertThat(fixture.persons()).isEqualTo(persons());
    }

    @Test
    void findsTheUnfinishedBatchOfTheSameFile() {
        importUntilTheDatabaseFails();
        assertThat(ManifestImporter.unfinishedBatchOrNewId(fixture.store, fixture.manifest))
                .isEqualTo(fixture.batch);
        fixture.importAgain();
        assertThat(ManifestImporter.unfinishedBatchOrNewId(fixture.store, fixture.manifest))
                .isNotEqualTo(fixture.batch);
    }

    @Test
    void resumesIfOnlyTheRejectFileFailed() throws IOException {
        importUntilTheDatabaseFails();
        Path inTheWay = Files.createDirectories(folder.resolve("manifest.csv.rejects.csv.next/full"));
        assertThatThrownBy(fixture::importAgain).isInstanceOf(EnvironmentException.class);
        Files.delete(inTheWay);
        assertThat(fixture.importAgain()).isEqualTo(ALL);
        assertThat(fixture.rejectFileLines()).hasSize(13);
    }

    @Test
    void refusesABatchThatAnotherProcessImports() {
        importUntilTheDatabaseFails();
        AdvisoryLock other = AdvisoryLock.acquire(fixture.store, "the import of batch " + fixture.batch);
        assertThatThrownBy(fixture::importAgain)
                .isInstanceOf(EnvironmentException.class)
                .hasMessageEndingWith("runs already, in another process");
        other.close();
        assertThat(fixture.importAgain()).isEqualTo(ALL);
    }

    @Test
    void reportsNoPersonalDataInAFailure() {
        jdbc.sql("ALTER TABLE request ADD CONSTRAINT broken CHECK (person <> 'person 3')")
                .update();
        assertThatThrownBy(() -> fixture.importNew(lines()))
                .hasMessageNotContaining("person 3")
                .hasMessageNotContaining("person 2");
        assertThat(jdbc.sql("SELECT exit_message FROM batch_step_execution")
                        .query(String.class)
                        .single())
                .doesNotContain("person 3");
    }
}
