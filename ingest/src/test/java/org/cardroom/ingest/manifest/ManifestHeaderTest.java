package org.cardroom.ingest.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ManifestHeaderTest {
    private static ManifestLine read(String header, String bytes) {
        return ManifestHeader.parse(header).parseLine(new CsvRecordReader.RawRecord(7, bytes));
    }

    @Test
    void acceptsColumnsInAnyOrderAndCase() {
        ManifestLine line = read("TEMPLATE, Person ,requestid", "letter,ada,r-1");
        assertThat(line.value(ManifestColumn.TEMPLATE)).contains("letter");
        assertThat(line.value(ManifestColumn.PERSON)).contains("ada");
        assertThat(line.value(ManifestColumn.REQUEST_ID)).contains("r-1");
    }

    @Test
    void refusesAnUnknownColumn() {
        assertThatThrownBy(() -> ManifestHeader.parse("person,template,pin"))
                .hasMessageContaining("unknown column 'pin'");
    }

    @Test
    void refusesADoubledColumn() {
        assertThatThrownBy(() -> ManifestHeader.parse("person,template,PERSON")).hasMessageContaining("person twice");
    }

    @Test
    void refusesAHeaderWithoutTemplate() {
        assertThatThrownBy(() -> ManifestHeader.parse("requestId,person")).hasMessageContaining("no column template");
    }

    @Test
    void readsUtf8() {
        assertThat(read("person,template", Utf8Decoder.encode("Zoë,x")).value(ManifestColumn.PERSON))
                .contains("Zoë");
    }

    @Test
    void reportsALineThatIsNotUtf8() {
        assertThat(read("person,template", "Zo\u00EB,x").problems())
                .containsExactly("the line is not encoded in UTF-8");
    }

    @Test
    void reportsALineThatIsTooLong() {
        String bytes = "x".repeat(CsvRecordReader.MAX_RECORD_BYTES + 1);
        assertThat(read("person,template", bytes).problems()).containsExactly("the line is longer than 8192 bytes");
    }

    @Test
    void reportsAnUnclosedQuote() {
        assertThat(read("person,template", "\"ada,x").problems()).containsExactly("a quote is not closed");
    }
}
