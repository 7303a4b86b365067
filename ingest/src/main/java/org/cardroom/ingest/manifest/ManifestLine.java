package org.cardroom.ingest.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One parsed line of a manifest. It holds personal data; {@code toString} shows none of it.
 * @param number the number of its first physical line, from 1
 * @param values the values of the columns that are not empty; empty if the line cannot be parsed
 * @param problems why the line cannot be parsed, or not completely
 */
record ManifestLine(int number, Map<ManifestColumn, String> values, List<String> problems) {
    ManifestLine {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
    }

    Optional<String> value(ManifestColumn column) {
        return Optional.ofNullable(values.get(column));
    }

    @Override
    public String toString() {
        return "line " + number;
    }
}
