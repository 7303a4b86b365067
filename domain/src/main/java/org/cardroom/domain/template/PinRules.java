package org.cardroom.domain.template;

/**
 * Format of the PINs of a template.
 * @param length number of characters, 4 to 16
 * @param characters the alphabet
 */
public record PinRules(int length, PinCharacters characters) {
    /** Six digits. */
    public static final PinRules DEFAULT = new PinRules(6, PinCharacters.DIGITS);

    /** Alphabets for generated PINs. */
    public enum PinCharacters {
        DIGITS("0123456789"),
        LETTERS("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        BOTH(DIGITS.alphabet + LETTERS.alphabet);

        private final String alphabet;

        PinCharacters(String alphabet) {
            this.alphabet = alphabet;
        }

        /** All characters of the alphabet. */
        public String alphabet() {
            return alphabet;
        }
    }

    public PinRules {
        ProfileTemplate.requirePresent("pin.characters", characters);
        if (length < 4 || length > 16) {
            throw new IllegalArgumentException("pin.length must be 4 to 16, this is " + length);
        }
    }
}
