package org.cardroom.ingest.manifest;

import java.util.Arrays;
import java.util.Optional;

/** The closed table of a manifest's columns: header name, longest value in characters, whether it must be there. */
enum Column {
    REQUEST_ID("requestId", 100, false),
    PERSON("person", 200, true),
    DISPLAY_NAME("displayName", 200, false),
    TEMPLATE("template", 100, true),
    CARD_ID("cardId", 100, false),
    STATION("station", 100, false),
    PRIORITY("priority", 100, false);

    private final String text;
    private final int longest;
    private final boolean required;

    Column(String text, int longest, boolean required) {
        this.text = text;
        this.longest = longest;
        this.required = required;
    }

    /** The column of this header name, of either case. */
    static Optional<Column> named(String name) {
        return Arrays.stream(values())
                .filter(column -> column.text.equalsIgnoreCase(name))
                .findFirst();
    }

    int longest() {
        return longest;
    }

    boolean required() {
        return required;
    }

    /** Its header name. */
    @Override
    public String toString() {
        return text;
    }
}
