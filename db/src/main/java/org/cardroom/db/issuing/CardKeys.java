package org.cardroom.db.issuing;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the keys on a card.
 *
 * @param confirmed the key that it proved to have, or came with
 * @param proposed the key that was, or is about to be, sent to it
 * @param confirmedRefused it refused the confirmed key since a key was last put
 * @param proposedRefused it refused the proposed key since a key was last put
 * @param keySent the proposed key may have reached it
 * @param pukSent PIV: the new PUK may have reached it
 * @param pukVersion PIV: the master key version that the new PUK is derived from; 0 before one was chosen
 */
public record CardKeys(
        KeyRef confirmed,
        @Nullable KeyRef proposed,
        boolean confirmedRefused,
        boolean proposedRefused,
        boolean keySent,
        boolean pukSent,
        int pukVersion) {
    /**
     * A card that came with its initial key, and has seen nothing of us in this life.
     *
     * @param issuances that its plastic had in former lives: no key comes twice
     */
    public static CardKeys fresh(int issuances) {
        return new CardKeys(new KeyRef(0, issuances), null, false, false, false, false, 0);
    }

    /** Whether the card proved to have a key that we made: what it came with may be known to anybody. */
    public boolean confirmedIsOurs() {
        return !confirmed.isInitial();
    }

    /** A new key is about to be sent. */
    public CardKeys proposing(KeyRef key) {
        return new CardKeys(confirmed, key, confirmedRefused, proposedRefused, keySent, pukSent, pukVersion);
    }

    /** The answer under one of the two was refused. */
    public CardKeys refused(boolean underProposed) {
        return new CardKeys(
                confirmed,
                proposed,
                confirmedRefused || !underProposed,
                proposedRefused || underProposed,
                keySent,
                pukSent,
                pukVersion);
    }

    /** What earlier instructions may have sent. */
    public CardKeys maybeSent(boolean key, boolean puk) {
        return new CardKeys(
                confirmed, proposed, confirmedRefused, proposedRefused, keySent || key, pukSent || puk, pukVersion);
    }

    /** A new PUK of this version is about to be sent. */
    public CardKeys withPuk(int version) {
        return new CardKeys(confirmed, proposed, confirmedRefused, proposedRefused, keySent, pukSent, version);
    }

    /** The card reported that the proposed key was put: neither key counts as refused any more. */
    public CardKeys put() {
        return new CardKeys(confirmed, proposed, false, false, true, pukSent, pukVersion);
    }

    /** The card accepted an answer under the proposed key, where there is one. */
    public CardKeys proven() {
        return new CardKeys(proposed == null ? confirmed : proposed, null, false, false, false, pukSent, pukVersion);
    }
}
