package org.cardroom.events.card;

import java.util.HexFormat;
import java.util.Locale;

/** Canonical hex, the text form of every public byte value: upper case, no separators. */
public final class Hex {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private Hex() {}

    /**
     * Checks hex of either case and puts it into canonical form.
     * @param what the name of the value in messages
     * @param min fewest bytes, inclusive
     * @param max most bytes, inclusive
     * @throws IllegalArgumentException if it is not hex, or shorter or longer than allowed
     */
    public static String canonical(String what, String text, int min, int max) {
        if (text.length() % 2 != 0 || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(what + " is not hex with two digits a byte");
        }
        int bytes = text.length() / 2;
        if (bytes < min || bytes > max) {
            String allowed = min == max ? "" + min : min + " to " + max;
            throw new IllegalArgumentException(what + " must have " + allowed + " bytes, this has " + bytes);
        }
        return text.toUpperCase(Locale.ROOT);
    }

    /** The canonical hex of these bytes. */
    public static String of(byte[] bytes) {
        return UPPER.formatHex(bytes);
    }

    /** The bytes of this hex, of either case. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
