package org.cardroom.domain.template;

/**
 * What PINs a template allows.
 *
 * @param length characters, 4 to 16
 * @param characters which ones
 */
public record PinRules(int length, PinCharacters characters) {
    /** What the template gets where it says nothing. */
    public static final PinRules DEFAULT = new PinRules(6, PinCharacters.DIGITS);

    /** The characters that a PIN is drawn from. */
    public enum PinCharacters {
        DIGITS("0123456789"),
        LETTERS("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        BOTH(DIGITS.alphabet + LETTERS.alphabet);

        private final String alphabet;

        PinCharacters(String alphabet) {
            this.alphabet = alphabet;
        }

        /** All of them. */
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
