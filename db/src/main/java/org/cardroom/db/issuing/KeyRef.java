package org.cardroom.db.issuing;

/**
 * Names an administrator key without being one.
 *
 * @param version the master key's version; 0 for the template's initial key
 * @param issuance which issuance of the card, from 1; 0 for the initial key
 */
public record KeyRef(int version, int issuance) {
    /** The key that the card came with. */
    public static final KeyRef INITIAL = new KeyRef(0, 0);
}
