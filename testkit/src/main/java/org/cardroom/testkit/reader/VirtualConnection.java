package org.cardroom.testkit.reader;

import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;

/** A connection to the card in the reader; fails once that card leaves, even if another one is inserted. */
final class VirtualConnection extends Card {
    private final VirtualReader reader;
    private final VirtualInsertion insertion;
    private final CardChannel channel = new VirtualChannel(this);
    private volatile boolean closed;

    VirtualConnection(VirtualReader reader, VirtualInsertion insertion) {
        this.reader = reader;
        this.insertion = insertion;
    }

    @Override
    public ATR getATR() {
        return new ATR(insertion.card.atr());
    }

    @Override
    public String getProtocol() {
        return reader.protocol();
    }

    @Override
    public CardChannel getBasicChannel() {
        checkOpen();
        return channel;
    }

    @Override
    public CardChannel openLogicalChannel() throws CardException {
        checkOpen();
        throw new CardException("the card has no logical channels");
    }

    @Override
    public void beginExclusive() throws CardException {
        checkOpen();
        reader.requireInserted(insertion);
        insertion.acquireExclusive();
    }

    @Override
    public void endExclusive() throws CardException {
        checkOpen();
        insertion.releaseExclusive();
        reader.requireInserted(insertion);
    }

    @Override
    public byte[] transmitControlCommand(int controlCode, byte[] command) throws CardException {
        checkOpen();
        throw new CardException("the reader has no control commands");
    }

    /** Does nothing the second time. */
    @Override
    public void disconnect(boolean reset) throws CardException {
        if (closed) {
            return;
        }
        insertion.requireOwner();
        closed = true;
        insertion.close();
        if (reset) {
            reader.requireInserted(insertion);
            insertion.card.reset();
        }
    }

    byte[] transmit(byte[] command) throws CardException {
        checkOpen();
        insertion.requireOwner();
        return reader.exchange(insertion, command);
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the connection was closed");
        }
    }
}
