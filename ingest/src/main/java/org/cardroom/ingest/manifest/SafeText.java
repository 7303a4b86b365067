package org.cardroom.ingest.manifest;

/** Makes a manifest's values safe for reasons: one short line without control characters. */
final class SafeText {
    private static final int MAX_LENGTH = 60;

    private SafeText() {}

    static String sanitize(String value) {
        return sanitize(value, MAX_LENGTH);
    }

    static String sanitize(String value, int maxLength) {
        String clean = value.codePoints()
                .map(c -> isControlCharacter(c) ? '?' : c)
                .limit(maxLength)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() < value.length() ? clean + "…" : clean;
    }

    /** Whether a terminal, a printer or a line-based file would act on this character. */
    static boolean isControlCharacter(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
