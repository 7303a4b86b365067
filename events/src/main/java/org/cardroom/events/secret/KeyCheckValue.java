package org.cardroom.events.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.cardroom.events.card.Hex;

/**
 * A key check value: 3 bytes that show whether two parties hold the same key; may be logged.
 * @param hex canonical hex
 */
public record KeyCheckValue(@JsonValue String hex) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KeyCheckValue {
        hex = Hex.canonical("key check value", hex, 3, 3);
    }

    static KeyCheckValue of(byte[] bytes) {
        return new KeyCheckValue(Hex.of(bytes));
    }

    @Override
    public String toString() {
        return hex;
    }
}
