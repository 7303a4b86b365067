package org.cardroom.ingest.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static ManifestLine read(String header, String bytes) {
        return Columns.of(header).read(new Records.Raw(7, bytes));
    }

    @Test
    void takesColumnsInAnyOrderAndCase() {
        ManifestLine line = read("TEMPLATE, Person ,requestid", "letter,ada,r-1");
        assertThat(line.value(Column.TEMPLATE)).contains("letter");
        assertThat(line.value(Column.PERSON)).contains("ada");
        assertThat(line.value(Column.REQUEST_ID)).contains("r-1");
    }

    @Test
    void refusesAnUnknownColumn() {
        assertThatThrownBy(() -> Columns.of("person,template,pin")).hasMessageContaining("unknown column 'pin'");
    }

    @Test
    void refusesAColumnThatIsThereTwice() {
        assertThatThrownBy(() -> Columns.of("person,template,PERSON")).hasMessageContaining("person twice");
    }

    @Test
    void refusesAHeaderWithoutTemplate() {
        assertThatThrownBy(() -> Columns.of("requestId,person")).hasMessageContaining("no column template");
    }

    @Test
    void readsUtf8() {
        assertThat(read("person,template", Utf8.bytes("Zoë,x")).value(Column.PERSON))
                .contains("Zoë");
    }

    @Test
    void saysThatALineIsNotUtf8() {
        assertThat(read("person,template", "Zo\u00EB,x").problems())
                .containsExactly("the line is not encoded in UTF-8");
    }

    @Test
    void saysThatALineIsTooLong() {
        String bytes = "x".repeat(Records.LONGEST + 1);
        assertThat(read("person,template", bytes).problems()).containsExactly("the line is longer than 8192 bytes");
    }

    @Test
    void saysThatAQuoteIsNotClosed() {
        assertThat(read("person,template", "\"ada,x").problems()).containsExactly("a quote is not closed");
    }
}
