package org.cardroom.db.issuing;

/**
 * What PINs a template allows.
 *
 * @param length characters, 4 to 16
 * @param characters which ones
 */
public record PinRules(int length, Characters characters) {
    /** What the template gets where it says nothing. */
    public static final PinRules DEFAULT = new PinRules(6, Characters.DIGITS);

    /** The characters that a PIN is drawn from. */
    public enum Characters {
        DIGITS("0123456789"),
        LETTERS("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        BOTH(DIGITS.alphabet + LETTERS.alphabet);

        private final String alphabet;

        Characters(String alphabet) {
            this.alphabet = alphabet;
        }

        /** All of them. */
        public String alphabet() {
            return alphabet;
        }
    }

    public PinRules {
        Template.present("pin.characters", characters);
        if (length < 4 || length > 16) {
            throw new IllegalArgumentException("pin.length must be 4 to 16, this is " + length);
        }
    }
}
