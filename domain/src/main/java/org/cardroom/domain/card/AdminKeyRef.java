package org.cardroom.domain.card;

/**
 * Identifies an administrator key; holds no key material.
 * @param version version of the master key; 0 for the template's initial key
 * @param issuance number of the plastic's issuance, from 1; for the initial key, the last issuance before
 */
public record AdminKeyRef(int version, int issuance) {
    /** The initial key of a card that was never issued. */
    public static final AdminKeyRef INITIAL = new AdminKeyRef(0, 0);

    /** Whether it is the initial key. */
    public boolean isInitial() {
        return version == 0;
    }
}
