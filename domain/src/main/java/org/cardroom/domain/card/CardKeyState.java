package org.cardroom.domain.card;

import org.jspecify.annotations.Nullable;

/**
 * Known state of the keys on a card.
 * @param confirmed the key that the card proved to have, or the initial key
 * @param proposed the key that was or will be sent
 * @param confirmedRefused whether the card refused the confirmed key after the last key write
 * @param proposedRefused whether the card refused the proposed key after the last key write
 * @param keyMayBeWritten whether the proposed key may be on the card
 * @param pukMayBeWritten PIV: whether the new PUK may be on the card
 * @param pukVersion PIV: master key version that the new PUK is derived from; 0 before one is chosen
 */
public record CardKeyState(
        AdminKeyRef confirmed,
        @Nullable AdminKeyRef proposed,
        boolean confirmedRefused,
        boolean proposedRefused,
        boolean keyMayBeWritten,
        boolean pukMayBeWritten,
        int pukVersion) {
    /**
     * Creates the state of a card with its initial key.
     * @param issuances how often the plastic was issued before; no key is used twice
     */
    public static CardKeyState initial(int issuances) {
        return new CardKeyState(new AdminKeyRef(0, issuances), null, false, false, false, false, 0);
    }

    /** Whether the card proved a key of ours; an initial key may be public. */
    public boolean hasOwnConfirmedKey() {
        return !confirmed.isInitial();
    }

    /** Proposes a key, before it is sent. */
    public CardKeyState withProposed(AdminKeyRef key) {
        return new CardKeyState(
                confirmed, key, confirmedRefused, proposedRefused, keyMayBeWritten, pukMayBeWritten, pukVersion);
    }

    /** Records that the card refused the response under one of the two keys. */
    public CardKeyState withRefusal(boolean underProposed) {
        boolean refused = confirmedRefused || !underProposed;
        boolean refusedProposed = proposedRefused || underProposed;
        return new CardKeyState(
                confirmed, proposed, refused, refusedProposed, keyMayBeWritten, pukMayBeWritten, pukVersion);
    }

    /** Records what earlier instructions may have written. */
    public CardKeyState withPossibleWrites(boolean key, boolean puk) {
        boolean keyWritten = keyMayBeWritten || key;
        boolean pukWritten = pukMayBeWritten || puk;
        return new CardKeyState(
                confirmed, proposed, confirmedRefused, proposedRefused, keyWritten, pukWritten, pukVersion);
    }

    /** Chooses the master key version of the new PUK, before it is sent. */
    public CardKeyState withPukVersion(int version) {
        return new CardKeyState(
                confirmed, proposed, confirmedRefused, proposedRefused, keyMayBeWritten, pukMayBeWritten, version);
    }

    /** Records that the proposed key is written, and resets the refusals. */
    public CardKeyState withKeyWritten() {
        return new CardKeyState(confirmed, proposed, false, false, true, pukMayBeWritten, pukVersion);
    }

    /** Makes the proposed key, if any, the confirmed one. */
    public CardKeyState withKeyConfirmed() {
        return new CardKeyState(
                proposed == null ? confirmed : proposed, null, false, false, false, pukMayBeWritten, pukVersion);
    }
}
