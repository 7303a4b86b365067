package org.cardroom.ingest.gateway.input;

import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;

/** From text to value, for parameters and fields alike. Nothing is no value: whoever needs one says so. */
final class Texts {
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Texts() {}

    static @Nullable UUID guid(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!GUID.matcher(text).matches()) {
            throw new Refused(
                    Code.BAD_GUID, "it must be 32 hex digits with dashes, 8-4-4-4-12, and no braces around them");
        }
        return UUID.fromString(text);
    }

    static @Nullable Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new Refused(Code.BAD_BOOLEAN, "it must be true or false");
        };
    }

    static @Nullable CardId cardId(String text) {
        if (text.isEmpty()) {
            return null;
        }
        boolean isGuid = text.indexOf('-') >= 0 || text.indexOf('{') >= 0;
        try {
            return CardId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    isGuid ? Code.BAD_GUID : Code.BAD_HEX, "it must be 32 hex digits, or a GUID without braces");
        }
    }

    static @Nullable Atr atr(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return new Atr(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(Code.BAD_HEX, "it must be hex of 2 to 33 bytes, two digits a byte");
        }
    }

    /** What looks like a format is how a plus is written in a query. */
    @SuppressWarnings("OrphanedFormatString")
    static @Nullable Challenge challenge(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (text.indexOf(' ') >= 0) {
            throw new Refused(Code.PLUS_NOT_ENCODED, "it has a space: a + must be percent-encoded in a query, as %2B");
        }
        byte[] bytes = base64(text);
        if (bytes.length != 8 && bytes.length != 16) {
            throw new Refused(
                    Code.BAD_CHALLENGE_LENGTH, "a challenge has 8 bytes (3DES) or 16 (AES), this has " + bytes.length);
        }
        return Challenge.of(bytes);
    }

    /** In its one canonical form: two texts of the same bytes are a mistake somewhere. */
    private static byte[] base64(String text) {
        Refused refused = new Refused(Code.BAD_BASE64, "it must be base64 with its padding (RFC 4648, section 4)");
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw refused;
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw refused;
        }
        return bytes;
    }
}
