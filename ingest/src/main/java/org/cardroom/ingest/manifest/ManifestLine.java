package org.cardroom.ingest.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a manifest, as far as it can be read. It holds personal data and shows none of it.
 *
 * @param number the physical line that it starts at, from 1
 * @param values of the columns that are not empty; none at all where the line cannot be taken apart
 * @param problems why it cannot be read, or not wholly
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
