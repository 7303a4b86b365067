package org.cardroom.ingest.manifest;

import java.util.Arrays;
import java.util.Optional;

/** The columns of a manifest: header name, longest value in characters, and whether the column is required. */
enum ManifestColumn {
    REQUEST_ID("requestId", 100, false),
    PERSON("person", 200, true),
    DISPLAY_NAME("displayName", 200, false),
    TEMPLATE("template", 100, true),
    CARD_ID("cardId", 100, false),
    STATION("station", 100, false),
    PRIORITY("priority", 100, false);

    private final String headerName;
    private final int maxLength;
    private final boolean required;

    ManifestColumn(String headerName, int maxLength, boolean required) {
        this.headerName = headerName;
        this.maxLength = maxLength;
        this.required = required;
    }

    /** Finds the column of this header name, ignoring case. */
    static Optional<ManifestColumn> findByHeaderName(String name) {
        return Arrays.stream(values())
                .filter(column -> column.headerName.equalsIgnoreCase(name))
                .findFirst();
    }

    int maxLength() {
        return maxLength;
    }

    boolean isRequired() {
        return required;
    }

    /** Returns the header name. */
    @Override
    public String toString() {
        return headerName;
    }
}
