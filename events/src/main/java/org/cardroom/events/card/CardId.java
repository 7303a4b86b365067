package org.cardroom.events.card;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A card's own identifier, as read from the card: 16 bytes; may be logged. An administrator can rewrite it, so it does
 * not prove the card's identity.
 * @param hex canonical hex
 */
public record CardId(@JsonValue String hex) implements Comparable<CardId> {
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CardId {
        hex = Hex.canonical("card id", hex, 16, 16);
    }

    /** Creates it from the bytes of a card. */
    public static CardId of(byte[] bytes) {
        return new CardId(Hex.of(bytes));
    }

    /**
     * Reads either text form: 32 hex digits in card order, or a GUID in .NET order (its first three fields are
     * little-endian on the card).
     * @throws IllegalArgumentException if it is neither
     */
    public static CardId parse(String text) {
        if (!GUID.matcher(text).matches()) {
            return new CardId(text);
        }
        ByteBuffer guid = ByteBuffer.wrap(Hex.bytes(text.replace("-", "")));
        return of(swapped(guid));
    }

    /** The GUID form, lower case, in .NET order, as used by the Certificate Management API. */
    public String guid() {
        ByteBuffer swapped = ByteBuffer.wrap(swapped(ByteBuffer.wrap(Hex.bytes(hex))));
        return new UUID(swapped.getLong(), swapped.getLong()).toString().toLowerCase(Locale.ROOT);
    }

    private static byte[] swapped(ByteBuffer guid) {
        ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(guid.getInt()).putShort(guid.getShort()).putShort(guid.getShort());
        return out.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLong()).array();
    }

    @Override
    public int compareTo(CardId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
