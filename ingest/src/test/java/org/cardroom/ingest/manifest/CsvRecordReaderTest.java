package org.cardroom.ingest.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRecordReaderTest {
    @TempDir
    Path folder;

    private List<CsvRecordReader.RawRecord> records(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.csv"), text, StandardCharsets.UTF_8);
        List<CsvRecordReader.RawRecord> all = new ArrayList<>();
        try (CsvRecordReader recordReader = CsvRecordReader.open(file)) {
            for (CsvRecordReader.RawRecord raw = recordReader.next(); raw != null; raw = recordReader.next()) {
                all.add(raw);
            }
        }
        return all;
    }

    private static CsvRecordReader.RawRecord raw(int line, String bytes) {
        return new CsvRecordReader.RawRecord(line, bytes);
    }

    @Test
    void readsLinesWithEitherEnd() throws IOException {
        assertThat(records("a\r\nb\nc")).containsExactly(raw(1, "a"), raw(2, "b"), raw(3, "c"));
    }

    @Test
    void readsNothingFromAnEmptyFile() throws IOException {
        assertThat(records("")).isEmpty();
    }

    @Test
    void skipsTheByteOrderMark() throws IOException {
        assertThat(records("\uFEFFa\nb")).containsExactly(raw(1, "a"), raw(2, "b"));
    }

    @Test
    void countsBlankLines() throws IOException {
        assertThat(records("a\n\nb")).containsExactly(raw(1, "a"), raw(2, ""), raw(3, "b"));
    }

    @Test
    void joinsTheLinesOfAQuotedField() throws IOException {
        assertThat(records("a,\"b\r\nc\"\nd")).containsExactly(raw(1, "a,\"b\nc\""), raw(3, "d"));
    }

    @Test
    void confinesAnUnclosedQuoteToItsLine() throws IOException {
        assertThat(records("a\n\"b\nc,\"d, e\"\nf"))
                .containsExactly(raw(1, "a"), raw(2, "\"b"), raw(3, "c,\"d, e\""), raw(4, "f"));
    }

    @Test
    void searchesForAClosingQuoteWithinTheLongestRecord() throws IOException {
        String filler = "x".repeat(1000) + "\n";
        assertThat(records("\"a\n" + filler.repeat(10) + "b\"\n")).hasSize(12);
    }

    @Test
    void cutsALineThatIsTooLong() throws IOException {
        List<CsvRecordReader.RawRecord> records =
                records("x".repeat(CsvRecordReader.MAX_RECORD_BYTES) + "\n" + "y".repeat(1_000_000) + "\nz");
        assertThat(records).extracting(CsvRecordReader.RawRecord::isTooLong).containsExactly(false, true, false);
        assertThat(records.get(1).bytes()).hasSize(CsvRecordReader.MAX_RECORD_BYTES + 1);
    }
}
