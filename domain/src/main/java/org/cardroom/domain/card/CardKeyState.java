package org.cardroom.domain.card;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the keys on a card.
 *
 * @param confirmed the key that it proved to have, or came with
 * @param proposed the key that was, or is about to be, sent to it
 * @param confirmedRefused it refused the confirmed key since a key was last put
 * @param proposedRefused it refused the proposed key since a key was last put
 * @param keyMayBeWritten the proposed key may have reached it
 * @param pukMayBeWritten PIV: the new PUK may have reached it
 * @param pukVersion PIV: the master key version that the new PUK is derived from; 0 before one was chosen
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
     * A card that came with its initial key, and has seen nothing of us in this life.
     *
     * @param issuances that its plastic had in former lives: no key comes twice
     */
    public static CardKeyState initial(int issuances) {
        return new CardKeyState(new AdminKeyRef(0, issuances), null, false, false, false, false, 0);
    }

    /** Whether the card proved to have a key that we made: what it came with may be known to anybody. */
    public boolean hasOwnConfirmedKey() {
        return !confirmed.isInitial();
    }

    /** A new key is about to be sent. */
    public CardKeyState withProposed(AdminKeyRef key) {
        return new CardKeyState(
                confirmed, key, confirmedRefused, proposedRefused, keyMayBeWritten, pukMayBeWritten, pukVersion);
    }

    /** The answer under one of the two was refused. */
    public CardKeyState withRefusal(boolean underProposed) {
        return new CardKeyState(
                confirmed,
                proposed,
                confirmedRefused || !underProposed,
                proposedRefused || underProposed,
                keyMayBeWritten,
                pukMayBeWritten,
                pukVersion);
    }

    /** What earlier instructions may have sent. */
    public CardKeyState withPossibleWrites(boolean key, boolean puk) {
        return new CardKeyState(
                confirmed,
                proposed,
                confirmedRefused,
                proposedRefused,
                keyMayBeWritten || key,
                pukMayBeWritten || puk,
                pukVersion);
    }

    /** A new PUK of this version is about to be sent. */
    public CardKeyState withPukVersion(int version) {
        return new CardKeyState(
                confirmed, proposed, confirmedRefused, proposedRefused, keyMayBeWritten, pukMayBeWritten, version);
    }

    /** The card reported that the proposed key was put: neither key counts as refused any more. */
    public CardKeyState withKeyWritten() {
        return new CardKeyState(confirmed, proposed, false, false, true, pukMayBeWritten, pukVersion);
    }

    /** The card accepted an answer under the proposed key, where there is one. */
    public CardKeyState withKeyConfirmed() {
        return new CardKeyState(
                proposed == null ? confirmed : proposed, null, false, false, false, pukMayBeWritten, pukVersion);
    }
}
