package org.cardroom.ingest.manifest;

/** A value of a manifest as it may stand in a reason: in one short line, whatever it holds. */
final class SafeText {
    private static final int MAX_LENGTH = 60;

    private SafeText() {}

    static String sanitize(String value) {
        return sanitize(value, MAX_LENGTH);
    }

    static String sanitize(String value, int longest) {
        String clean = value.codePoints()
                .map(c -> isControlCharacter(c) ? '?' : c)
                .limit(longest)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() < value.length() ? clean + "…" : clean;
    }

    /** What a terminal, a letter or a line-based file would act on. */
    static boolean isControlCharacter(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
