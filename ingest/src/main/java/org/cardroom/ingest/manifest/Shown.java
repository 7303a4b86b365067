package org.cardroom.ingest.manifest;

/** A value of a manifest as it may stand in a reason: in one short line, whatever it holds. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    static String of(String value) {
        return of(value, LONGEST);
    }

    static String of(String value, int longest) {
        String clean = value.codePoints()
                .map(c -> isControl(c) ? '?' : c)
                .limit(longest)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() < value.length() ? clean + "…" : clean;
    }

    /** What a terminal, a letter or a line-based file would act on. */
    static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
