package org.cardroom.gateway.input;

import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;

/** Parses the values of parameters and fields, which are not empty. An invalid one is an {@link ApiException}. */
final class ValueParsers {
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private ValueParsers() {}

    static UUID parseGuid(String text) {
        if (!GUID.matcher(text).matches()) {
            throw new ApiException(
                    ErrorCode.BAD_GUID, "it must be 32 hex digits with dashes, 8-4-4-4-12, without braces");
        }
        return UUID.fromString(text);
    }

    static Boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new ApiException(ErrorCode.BAD_BOOLEAN, "it must be true or false");
        };
    }

    static CardId parseCardId(String text) {
        try {
            return CardId.parse(text);
        } catch (IllegalArgumentException e) {
            ErrorCode code = text.matches(".*[-{].*") ? ErrorCode.BAD_GUID : ErrorCode.BAD_HEX;
            throw new ApiException(code, "it must be 32 hex digits, or a GUID without braces");
        }
    }

    static Atr parseAtr(String text) {
        try {
            return new Atr(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ErrorCode.BAD_HEX, "it must be 2 to 33 bytes in hex, two digits per byte");
        }
    }

    @SuppressWarnings("OrphanedFormatString") // %2B is a percent-encoded plus
    static Challenge parseChallenge(String text) {
        if (text.indexOf(' ') >= 0) {
            throw new ApiException(ErrorCode.PLUS_NOT_ENCODED, "it has a space: percent-encode each + as %2B");
        }
        byte[] bytes = base64(text);
        if (bytes.length != 8 && bytes.length != 16) {
            throw new ApiException(
                    ErrorCode.BAD_CHALLENGE_LENGTH, "it must have 8 bytes (3DES) or 16 (AES), it has " + bytes.length);
        }
        return Challenge.of(bytes);
    }

    /** Decodes canonical base64 only: the decoder alone accepts missing padding and stray bits. */
    private static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                throw new IllegalArgumentException("not canonical");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new ApiException(ErrorCode.BAD_BASE64, "it must be base64 with padding (RFC 4648, section 4)");
        }
    }
}
