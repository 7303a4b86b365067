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
import org.cardroom.ingest.manifest.ImportManifest.Counts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportManifestTest {
    private static final String HEADER = "requestId,person,template,cardId";
    private static final String CARD = "00112233445566778899AABBCCDDEE";

    @TempDir
    static Path folder;

    private static Import manifest;

    @BeforeAll
    static void open() {
        manifest = new Import(folder);
    }

    @AfterAll
    static void close() {
        manifest.close();
    }

    private static void assertRefused(String why) {
        assertThatThrownBy(manifest::again).isInstanceOf(EnvironmentException.class).hasMessageContaining(why);
    }

    @Test
    void makesApprovedRequestsOfTheLines() throws IOException {
        assertThat(manifest.of(HEADER, ",ada,gids-letter,", ",bruno,piv-letter,"))
                .isEqualTo(new Counts(2, 2, 0));
        assertThat(manifest.results())
                .extracting(BatchRepository.LineResult::person, BatchRepository.LineResult::kind, BatchRepository.LineResult::status)
                .containsExactly(
                        tuple("ada", "GIDS", RequestStatus.APPROVED), tuple("bruno", "PIV", RequestStatus.APPROVED));
    }

    @Test
    void importsTheOthersWhereALineIsBad() throws IOException {
        assertThat(manifest.of(HEADER, ",ada,gids-letter,", ",bruno,nothing,", ",chiara,gids-letter,"))
                .isEqualTo(new Counts(3, 2, 1));
        assertThat(manifest.persons()).containsExactly("ada", "chiara");
    }

    @Test
    void writesBadLinesWithEveryReason() throws IOException {
        manifest.of(HEADER, "", ",\"quill, ada\",nothing,xyz");
        assertThat(manifest.rejected())
                .containsExactly(
                        "line,reasons,original",
                        "3,\"template 'nothing' is not known; cardId must be 32 hex digits, or a GUID without braces\","
                                + "\",\"\"quill, ada\"\",nothing,xyz\"");
    }

    @Test
    void letsOnlyTheOwnerReadTheRejectFile() throws IOException {
        manifest.of(HEADER, ",ada,nothing,");
        assertThat(Files.getPosixFilePermissions(manifest.rejects))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void leavesNoRejectFileWhereAllIsGood() throws IOException {
        manifest.of(HEADER, ",ada,nothing,");
        manifest.of(HEADER, ",ada,gids-letter,");
        assertThat(manifest.rejects).doesNotExist();
    }

    @Test
    void rejectsABadlyEncodedLineAlone() throws IOException {
        String text = HEADER + "\n,Jos\u00E9,gids-letter,\n,ada,gids-letter,\n";
        assertThat(manifest.of(text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(new Counts(2, 1, 1));
        assertThat(Files.readString(manifest.rejects, StandardCharsets.ISO_8859_1))
                .endsWith("2,\"the line is not encoded in UTF-8\",\",Jos\u00E9,gids-letter,\"\n");
    }

    @Test
    void rejectsTheSecondOfTwoRequestIds() throws IOException {
        assertThat(manifest.of(HEADER, "twice,ada,gids-letter,", "twice,bruno,gids-letter,"))
                .isEqualTo(new Counts(2, 1, 1));
        assertThat(manifest.rejected().get(1)).startsWith("3,\"requestId 'twice' is used already\"");
    }

    @Test
    void findsARequestThatWasLostUnderItsOldId() throws IOException {
        manifest.of(HEADER, "order-1,ada,gids-letter,");
        String lost = manifest.idOf("order-1");
        manifest.loseRequests();
        manifest.of(HEADER, "order-0,bruno,gids-letter,", "order-1,ada,gids-letter,");
        assertThat(manifest.idOf("order-1")).isEqualTo(lost);
    }

    @Test
    void rejectsARequestIdOfAnEarlierBatch() throws IOException {
        manifest.of(HEADER, "earlier,ada,gids-letter,");
        assertThat(manifest.of(HEADER, "earlier,ada,gids-letter,", ",ada,gids-letter,"))
                .isEqualTo(new Counts(2, 1, 1));
    }

    @Test
    void rejectsTheSecondLineThatNamesACard() throws IOException {
        manifest.of(HEADER, ",ada,gids-letter," + CARD + "01", ",bruno,gids-letter," + CARD + "01");
        assertThat(manifest.persons()).containsExactly("ada");
    }

    @Test
    void rejectsACardThatAnOpenRequestNames() throws IOException {
        manifest.of(HEADER, ",ada,gids-letter," + CARD + "02");
        assertThat(manifest.of(HEADER, ",bruno,gids-letter," + CARD + "02").rejected())
                .isOne();
    }

    @Test
    void keepsWhatItRejectsWithoutControlCharacters() throws IOException {
        assertThat(manifest.of(HEADER, "r\0,a\0da,gids-letter,").rejected()).isOne();
        assertThat(manifest.results()).extracting(BatchRepository.LineResult::person).containsExactly("a?da");
    }

    @Test
    void importsTwoThousandLines() throws IOException {
        String lines = IntStream.range(0, 2000)
                .mapToObj(i -> i % 100 == 0 ? ",,gids-letter," : "n-" + i + ",person " + i + ",gids-letter,")
                .collect(Collectors.joining("\n"));
        assertThat(manifest.of(HEADER, lines)).isEqualTo(new Counts(2000, 1980, 20));
        assertThat(manifest.rejected()).hasSize(21);
    }

    @Test
    void importsNothingTwice() throws IOException {
        Counts counts = manifest.of(HEADER, ",ada,gids-letter,", ",,gids-letter,");
        assertThat(manifest.again()).isEqualTo(counts);
        assertThat(manifest.persons()).containsExactly("ada");
    }

    @Test
    void importsNoOtherFileIntoABatch() throws IOException {
        manifest.of(HEADER, ",ada,gids-letter,");
        Files.writeString(manifest.manifest, HEADER + "\n,bruno,gids-letter,\n");
        assertRefused("was begun from another manifest");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.writeString(manifest.manifest, "");
        assertRefused("its first line is not a header but empty");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Files.writeString(manifest.manifest, HEADER, StandardCharsets.UTF_16);
        assertRefused("it is not encoded in UTF-8");
    }

    @Test
    void refusesAnUnknownColumn() throws IOException {
        Files.writeString(manifest.manifest, "person,template,pin\n");
        assertRefused("unknown column 'pin'");
    }

    @Test
    void refusesAFileThatIsNotThere() throws IOException {
        Files.deleteIfExists(manifest.manifest);
        assertRefused("there is no manifest");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        try (var file = new RandomAccessFile(manifest.manifest.toFile(), "rw")) {
            file.setLength(ManifestFile.LARGEST + 1);
        }
        assertRefused("it is larger than");
        Files.delete(manifest.manifest);
    }

    @Test
    void doesNotWriteOverTheManifest() throws IOException {
        manifest.of(HEADER, ",ada,gids-letter,");
        Path file = manifest.manifest;
        assertThatThrownBy(() -> ImportManifest.run(manifest.store, file, manifest.batch, file))
                .hasMessageContaining("cannot be the manifest itself");
    }
}
