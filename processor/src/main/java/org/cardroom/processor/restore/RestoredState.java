package org.cardroom.processor.restore;

/** Where a card stands that was brought forward. */
public enum RestoredState {
    /** It was issued, and no letter belongs to it. */
    ISSUED("issued"),
    /** It was issued, and its PIN was in the database only. */
    LETTER_LOST("issued, and its letter is lost: put it in again for a new PIN and letter"),
    /** It was not done. */
    IN_PROGRESS("under way: put it in again"),
    /** It is of no use to its request. */
    SET_ASIDE("set aside");

    private final String description;

    RestoredState(String words) {
        this.description = words;
    }

    /** In words, for whoever restores. */
    public String description() {
        return description;
    }
}
