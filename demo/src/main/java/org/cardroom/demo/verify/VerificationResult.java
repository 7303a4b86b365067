package org.cardroom.demo.verify;

/** The first check that a card fails, in the order of the checks. */
public enum VerificationResult {
    /** The card passes all checks. */
    VERIFIED,
    /** The card has another id or does not answer. */
    ANOTHER_CARD,
    /** The PIN of its letter is refused, or the letter is missing. */
    WRONG_PIN,
    /** The key of its version is refused, or its initial key is accepted. */
    WRONG_KEY
}
