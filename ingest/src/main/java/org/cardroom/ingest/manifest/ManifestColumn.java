package org.cardroom.ingest.manifest;

import java.util.Arrays;
import java.util.Optional;

/** The closed table of a manifest's columns: header name, longest value in characters, whether it must be there. */
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

    ManifestColumn(String text, int longest, boolean required) {
        this.headerName = text;
        this.maxLength = longest;
        this.required = required;
    }

    /** The column of this header name, of either case. */
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

    /** Its header name. */
    @Override
    public String toString() {
        return headerName;
    }
}
