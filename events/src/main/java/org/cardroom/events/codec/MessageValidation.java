package org.cardroom.events.codec;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of message constructors. All throw {@link IllegalArgumentException} with a one-line message. */
public final class MessageValidation {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern CALLER = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
    private static final int LONGEST_TEXT = 200;

    private MessageValidation() {}

    public static <T> T requirePresent(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }

    /** Whether a text is a name: 1 to 63 letters, digits, dots, dashes or underscores, fit for topics, files and logs. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns a name, see {@link #isName}. */
    public static String requireName(String what, @Nullable String value) {
        String name = requirePresent(what, value);
        if (!isName(name)) {
            throw new IllegalArgumentException(what + " must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
        return name;
    }

    /** Returns a caller name; not truncated, since the audit must name exactly one caller. */
    public static String requireCaller(@Nullable String value) {
        String caller = requirePresent("caller", value);
        if (!CALLER.matcher(caller).matches() || caller.isBlank()) {
            throw new IllegalArgumentException("caller must be 1 to 100 characters, no control characters");
        }
        return caller;
    }

    /** Returns free text with at most 200 characters and control characters replaced. */
    public static String sanitizeText(String what, @Nullable String value) {
        String clean = requirePresent(what, value).replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
    }

    /** Returns a set, empty for null, in the order of the enum, so that equal sets give equal bytes. */
    public static <E extends Enum<E>> Set<E> toOrderedSet(Class<E> type, @Nullable Set<E> values) {
        EnumSet<E> ordered = EnumSet.noneOf(type);
        ordered.addAll(values == null ? Set.of() : values);
        return Collections.unmodifiableSet(ordered);
    }

    public static void requireSchema(int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException("schema " + found + " is not supported, only " + expected);
        }
    }
}
