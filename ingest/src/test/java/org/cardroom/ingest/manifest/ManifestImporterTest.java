package org.cardroom.ingest.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.ingest.manifest.ManifestImporter.Counts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestImporterTest {
    private static final String HEADER = "requestId,person,template,cardId";
    private static final String CARD = "00112233445566778899AABBCCDDEE";

    @TempDir
    static Path folder;

    private static ManifestImportFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new ManifestImportFixture(folder);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static void assertRefused(String why) {
        assertThatThrownBy(fixture::importAgain)
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void createsApprovedRequests() throws IOException {
        assertThat(fixture.importNew(HEADER, ",ada,gids-letter,", ",bruno,piv-letter,"))
                .isEqualTo(new Counts(2, 2, 0));
        assertThat(fixture.results())
                .extracting(
                        BatchRepository.LineResult::person,
                        BatchRepository.LineResult::kind,
                        BatchRepository.LineResult::status)
                .containsExactly(
                        tuple("ada", "GIDS", RequestStatus.APPROVED), tuple("bruno", "PIV", RequestStatus.APPROVED));
    }

    @Test
    void importsTheOtherLinesIfOneIsInvalid() throws IOException {
        assertThat(fixture.importNew(HEADER, ",ada,gids-letter,", ",bruno,nothing,", ",chiara,gids-letter,"))
                .isEqualTo(new Counts(3, 2, 1));
        assertThat(fixture.persons()).containsExactly("ada", "chiara");
    }

    @Test
    void writesRejectedLinesWithEveryReason() throws IOException {
        fixture.importNew(HEADER, "", ",\"quill, ada\",nothing,xyz");
        assertThat(fixture.rejectFileLines())
                .containsExactly(
                        "line,reasons,original",
                        "3,\"template 'nothing' is not known; cardId must be 32 hex digits, or a GUID without braces\","
                                + "\",\"\"quill, ada\"\",nothing,xyz\"");
    }

    @Test
    void makesTheRejectFileReadableByItsOwnerOnly() throws IOException {
        fixture.importNew(HEADER, ",ada,nothing,");
        assertThat(Files.getPosixFilePermissions(fixture.rejects))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void writesNoRejectFileIfEveryLineIsValid() throws IOException {
        fixture.importNew(HEADER, ",ada,nothing,");
        fixture.importNew(HEADER, ",ada,gids-letter,");
        assertThat(fixture.rejects).doesNotExist();
    }

    @Test
    void rejectsABadlyEncodedLineAlone() throws IOException {
        String text = HEADER + "\n,Jos\u00E9,gids-letter,\n,ada,gids-letter,\n";
        assertThat(fixture.importNew(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new Counts(2, 1, 1));
        assertThat(Files.readString(fixture.rejects, StandardCharsets.ISO_8859_1))
                .endsWith("2,\"the line is not encoded in UTF-8\",\",Jos\u00E9,gids-letter,\"\n");
    }

    @Test
    void rejectsTheSecondOfTwoRequestIds() throws IOException {
        assertThat(fixture.importNew(HEADER, "twice,ada,gids-letter,", "twice,bruno,gids-letter,"))
                .isEqualTo(new Counts(2, 1, 1));
        assertThat(fixture.rejectFileLines().get(1)).startsWith("3,\"requestId 'twice' is used already\"");
    }

    @Test
    void givesALostRequestItsOldId() throws IOException {
        fixture.importNew(HEADER, "order-1,ada,gids-letter,");
        String lost = fixture.requestUuid("order-1");
        fixture.deleteRequests();
        fixture.importNew(HEADER, "order-0,bruno,gids-letter,", "order-1,ada,gids-letter,");
        assertThat(fixture.requestUuid("order-1")).isEqualTo(lost);
    }

    @Test
    void rejectsARequestIdOfAnEarlierBatch() throws IOException {
        fixture.importNew(HEADER, "earlier,ada,gids-letter,");
        assertThat(fixture.importNew(HEADER, "earlier,ada,gids-letter,", ",ada,gids-letter,"))
                .isEqualTo(new Counts(2, 1, 1));
    }

    @Test
    void rejectsTheSecondLineThatNamesACard() throws IOException {
        fixture.importNew(HEADER, ",ada,gids-letter," + CARD + "01", ",bruno,gids-letter," + CARD + "01");
        assertThat(fixture.persons()).containsExactly("ada");
    }

    @Test
    void rejectsACardThatAnOpenRequestNames() throws IOException {
        fixture.importNew(HEADER, ",ada,gids-letter," + CARD + "02");
        assertThat(fixture.importNew(HEADER, ",bruno,gids-letter," + CARD + "02")
                        .rejected())
                .isOne();
    }

    @Test
    void storesRejectedValuesWithoutControlCharacters() throws IOException {
        assertThat(fixture.importNew(HEADER, "r\0,a\0da,gids-letter,").rejected())
                .isOne();
        assertThat(fixture.results())
                .extracting(BatchRepository.LineResult::person)
                .containsExactly("a?da");
    }

    @Test
    void importsTwoThousandLines() throws IOException {
        String lines = IntStream.range(0, 2000)
                .mapToObj(i -> i % 100 == 0 ? ",,gids-letter," : "n-" + i + ",person " + i + ",gids-letter,")
                .collect(Collectors.joining("\n"));
        assertThat(fixture.importNew(HEADER, lines)).isEqualTo(new Counts(2000, 1980, 20));
        assertThat(fixture.rejectFileLines()).hasSize(21);
    }

    @Test
    void importsNothingTwice() throws IOException {
        Counts counts = fixture.importNew(HEADER, ",ada,gids-letter,", ",,gids-letter,");
        assertThat(fixture.importAgain()).isEqualTo(counts);
        assertThat(fixture.persons()).containsExactly("ada");
    }

    @Test
    void importsNoOtherFileIntoABatch() throws IOException {
        fixture.importNew(HEADER, ",ada,gids-letter,");
        Files.writeString(fixture.manifest, HEADER + "\n,bruno,gids-letter,\n");
        assertRefused("belongs to another manifest");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.writeString(fixture.manifest, "");
        assertRefused("its first line is empty, not a header");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Files.writeString(fixture.manifest, HEADER, StandardCharsets.UTF_16);
        assertRefused("it is not encoded in UTF-8");
    }

    @Test
    void refusesAnUnknownColumn() throws IOException {
        Files.writeString(fixture.manifest, "person,template,pin\n");
        assertRefused("unknown column 'pin'");
    }

    @Test
    void refusesAMissingFile() throws IOException {
        Files.deleteIfExists(fixture.manifest);
        assertRefused("there is no manifest");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        try (var file = new RandomAccessFile(fixture.manifest.toFile(), "rw")) {
            file.setLength(ManifestFile.MAX_BYTES + 1);
        }
        assertRefused("it is larger than");
        Files.delete(fixture.manifest);
    }

    @Test
    void doesNotOverwriteTheManifest() throws IOException {
        fixture.importNew(HEADER, ",ada,gids-letter,");
        Path file = fixture.manifest;
        assertThatThrownBy(() -> ManifestImporter.run(fixture.store, file, fixture.batch, file))
                .hasMessageContaining("cannot be the manifest itself");
    }
}
