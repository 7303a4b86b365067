package org.cardroom.demo.verify;

/** What a card showed, in the order in which it is asked: the first thing that is not as it should be. */
public enum VerificationResult {
    /** All is as its row says. */
    VERIFIED,
    /** It calls itself otherwise, or does not answer at all. */
    ANOTHER_CARD,
    /** The PIN of its letter is not its PIN, or there is no letter though there should be one. */
    WRONG_PIN,
    /** The key of its version is refused, or the key that it came with is not. */
    WRONG_KEY
}
