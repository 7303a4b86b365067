package org.cardroom.domain.card;

/**
 * Names an administrator key without being one.
 *
 * @param version the master key's version; 0 for the template's initial key
 * @param issuance which issuance of the card, from 1, whatever lives it had; for the initial key, the last before
 */
public record AdminKeyRef(int version, int issuance) {
    /** The key that a card came with which was never issued before. */
    public static final AdminKeyRef INITIAL = new AdminKeyRef(0, 0);

    /** Whether it is the key that the card came with. */
    public boolean isInitial() {
        return version == 0;
    }
}
