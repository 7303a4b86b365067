package org.cardroom.events.card;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A card's answer-to-reset (ISO/IEC 7816-3, 8.2): 2 to 33 bytes; may be logged. It identifies the
 * chip type, not the person or the application.
 * @param hex canonical hex
 */
public record Atr(@JsonValue String hex) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Atr {
        hex = Hex.canonical("ATR", hex, 2, 33);
    }

    /** Creates it from the bytes of a reader. */
    public static Atr of(byte[] bytes) {
        return new Atr(Hex.of(bytes));
    }

    @Override
    public String toString() {
        return hex;
    }
}
