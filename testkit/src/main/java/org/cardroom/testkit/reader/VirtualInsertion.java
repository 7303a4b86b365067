package org.cardroom.testkit.reader;

import javax.smartcardio.CardException;
import org.cardroom.testkit.card.VirtualCard;
import org.jspecify.annotations.Nullable;

/** One insertion of a card: its connections and the thread that holds it exclusively. */
final class VirtualInsertion {
    final VirtualCard card;

    /** Held while a command is under way: one at a time. */
    final Object transmitLock = new Object();

    private int connections;
    private boolean exclusive;
    private @Nullable Thread owner;

    VirtualInsertion(VirtualCard card) {
        this.card = card;
    }

    synchronized void open(boolean exclusively) throws CardException {
        if (exclusive || (exclusively && connections > 0)) {
            throw new CardException("sharing violation: the card is in use");
        }
        connections++;
        exclusive = exclusively;
    }

    synchronized void close() {
        connections--;
        exclusive = false;
        owner = null;
    }

    synchronized void acquireExclusive() throws CardException {
        requireOwner();
        if (owner != null) {
            throw new CardException("this thread holds the card exclusively already");
        }
        owner = Thread.currentThread();
    }

    synchronized void releaseExclusive() {
        if (owner != Thread.currentThread()) {
            throw new IllegalStateException("this thread does not hold the card exclusively");
        }
        owner = null;
    }

    synchronized void requireOwner() throws CardException {
        if (owner != null && owner != Thread.currentThread()) {
            throw new CardException("another thread holds the card exclusively");
        }
    }
}
