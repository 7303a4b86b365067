package org.cardroom.testkit.reader;

import java.nio.ByteBuffer;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** The basic channel of a connection. */
final class VirtualChannel extends CardChannel {
    private final VirtualConnection connection;

    VirtualChannel(VirtualConnection connection) {
        this.connection = connection;
    }

    @Override
    public Card getCard() {
        return connection;
    }

    @Override
    public int getChannelNumber() {
        connection.checkOpen();
        return 0;
    }

    @Override
    public ResponseAPDU transmit(CommandAPDU command) throws CardException {
        return new ResponseAPDU(connection.transmit(command.getBytes()));
    }

    @Override
    public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
        byte[] bytes = new byte[command.remaining()];
        command.get(bytes);
        byte[] answer = connection.transmit(bytes);
        response.put(answer);
        return answer.length;
    }

    @Override
    public void close() {
        throw new IllegalStateException("the basic channel stays open");
    }
}
