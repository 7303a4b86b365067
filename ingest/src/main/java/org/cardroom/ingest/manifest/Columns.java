package org.cardroom.ingest.manifest;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;

/** A manifest's columns in the order of its header, and how a record is read by them. */
final class Columns {
    private final List<Column> order;
    private final DelimitedLineTokenizer tokenizer = new DelimitedLineTokenizer();

    private Columns(List<Column> order) {
        this.order = order;
    }

    /**
     * Those of this header.
     *
     * @throws IllegalArgumentException if one is unknown, doubled or missing
     */
    static Columns of(String header) {
        List<String> names = fields(new DelimitedLineTokenizer(), header);
        List<Column> order = names.stream().map(Columns::column).toList();
        Set<Column> missing = EnumSet.allOf(Column.class);
        for (Column column : order) {
            if (!missing.remove(column)) {
                throw new IllegalArgumentException("the header has the column " + column + " twice");
            }
        }
        missing.removeIf(column -> !column.required());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the header has no column " + missing.iterator().next());
        }
        return new Columns(order);
    }

    private static Column column(String name) {
        return Column.named(name)
                .orElseThrow(() -> new IllegalArgumentException("the header has an unknown column '" + Shown.of(name)
                        + "'; a manifest has " + Arrays.toString(Column.values())));
    }

    /** Reads a record, as far as it can be read. */
    ManifestLine read(Records.Raw raw) {
        if (raw.tooLong()) {
            return unreadable(raw, "the line is longer than " + Records.LONGEST + " bytes");
        }
        if (raw.open()) {
            return unreadable(raw, "a quote is not closed");
        }
        List<String> problems =
                Utf8.decode(raw.bytes()).isPresent() ? List.of() : List.of("the line is not encoded in UTF-8");
        List<String> fields = fields(tokenizer, Utf8.decodeLeniently(raw.bytes()));
        if (fields.size() != order.size()) {
            return unreadable(raw, "the line has " + fields.size() + " columns, the header " + order.size());
        }
        return new ManifestLine(raw.line(), values(fields), problems);
    }

    private static ManifestLine unreadable(Records.Raw raw, String why) {
        return new ManifestLine(raw.line(), Map.of(), List.of(why));
    }

    private Map<Column, String> values(List<String> fields) {
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                values.put(order.get(i), fields.get(i));
            }
        }
        return values;
    }

    /** The fields without the spaces around them; a line break inside quotes is a space. */
    private static List<String> fields(DelimitedLineTokenizer tokenizer, String text) {
        return Arrays.stream(tokenizer.tokenize(text).getValues())
                .map(value -> value.replace('\n', ' ').strip())
                .toList();
    }
}
