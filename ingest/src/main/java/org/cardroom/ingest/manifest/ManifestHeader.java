package org.cardroom.ingest.manifest;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;

/** The columns of a manifest in the order of its header; parses records into lines. */
final class ManifestHeader {
    private final List<ManifestColumn> order;
    private final DelimitedLineTokenizer tokenizer = new DelimitedLineTokenizer();

    private ManifestHeader(List<ManifestColumn> order) {
        this.order = order;
    }

    /**
     * Parses a header record.
     * @throws IllegalArgumentException if a column is unknown, doubled or missing
     */
    static ManifestHeader parse(String header) {
        List<String> names = fields(new DelimitedLineTokenizer(), header);
        List<ManifestColumn> order = names.stream().map(ManifestHeader::column).toList();
        Set<ManifestColumn> missing = EnumSet.allOf(ManifestColumn.class);
        for (ManifestColumn column : order) {
            if (!missing.remove(column)) {
                throw new IllegalArgumentException("the header has the column " + column + " twice");
            }
        }
        missing.removeIf(column -> !column.isRequired());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the header has no column " + missing.iterator().next());
        }
        return new ManifestHeader(order);
    }

    private static ManifestColumn column(String name) {
        return ManifestColumn.findByHeaderName(name)
                .orElseThrow(() -> new IllegalArgumentException("the header has an unknown column '"
                        + SafeText.sanitize(name) + "'; a manifest has " + Arrays.toString(ManifestColumn.values())));
    }

    /** Parses a record. What cannot be parsed becomes a problem of the line. */
    ManifestLine parseLine(CsvRecordReader.RawRecord raw) {
        if (raw.isTooLong()) {
            return unreadable(raw, "the line is longer than " + CsvRecordReader.MAX_RECORD_BYTES + " bytes");
        }
        if (raw.hasOpenQuote()) {
            return unreadable(raw, "a quote is not closed");
        }
        List<String> problems =
                Utf8Decoder.decode(raw.bytes()).isPresent() ? List.of() : List.of("the line is not encoded in UTF-8");
        List<String> fields = fields(tokenizer, Utf8Decoder.decodeLeniently(raw.bytes()));
        if (fields.size() != order.size()) {
            return unreadable(raw, "the line has " + fields.size() + " columns, the header " + order.size());
        }
        return new ManifestLine(raw.line(), values(fields), problems);
    }

    private static ManifestLine unreadable(CsvRecordReader.RawRecord raw, String why) {
        return new ManifestLine(raw.line(), Map.of(), List.of(why));
    }

    private Map<ManifestColumn, String> values(List<String> fields) {
        Map<ManifestColumn, String> values = new EnumMap<>(ManifestColumn.class);
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                values.put(order.get(i), fields.get(i));
            }
        }
        return values;
    }

    /** Splits a record into its fields, stripped; a line break inside quotes becomes a space. */
    private static List<String> fields(DelimitedLineTokenizer tokenizer, String text) {
        return Arrays.stream(tokenizer.tokenize(text).getValues())
                .map(value -> value.replace('\n', ' ').strip())
                .toList();
    }
}
