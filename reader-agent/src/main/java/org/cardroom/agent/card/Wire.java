package org.cardroom.agent.card;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import javax.smartcardio.CardException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands and gathers their answers, whatever the card makes of lengths (ISO/IEC 7816-3, 12.2). */
final class Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final int LONGEST_RESPONSE = 512;
    private static final int LONGEST_DATA = 2048;
    private static final int GET_RESPONSE = 0x00C0_0000;

    private final Transport transport;

    Wire(Transport transport) {
        this.transport = transport;
    }

    /** Sends a command and clears it. */
    Answer send(Command command) throws CardException {
        try (command) {
            Answer answer = once(command);
            if (answer.word().correctsLength()) {
                command.expect(answer.word().low());
                answer = once(command);
            }
            return answer.word().hasMore() ? gather(answer) : answer;
        }
    }

    private Answer gather(Answer first) throws CardException {
        ByteBuffer all = ByteBuffer.allocate(LONGEST_DATA).put(first.data());
        StatusWord word = first.word();
        int rounds = 0;
        while (word.hasMore()) {
            Answer more = getResponse(word.low());
            if (++rounds > LONGEST_DATA / 256 || more.data().remaining() > all.remaining()) {
                return Answer.GARBLED;
            }
            all.put(more.data());
            word = more.word();
        }
        return new Answer(all.flip().asReadOnlyBuffer(), word);
    }

    private Answer getResponse(int length) throws CardException {
        try (Command command = Command.of(GET_RESPONSE)) {
            command.expect(length);
            return once(command);
        }
    }

    private Answer once(Command command) throws CardException {
        ByteBuffer response = ByteBuffer.allocate(LONGEST_RESPONSE);
        transmit(command, response);
        Answer answer = Answer.of(response.flip());
        ApduLog.exchanged(command, answer.word());
        return answer;
    }

    /** Drivers throw what they like where a card or reader is gone: to us it is one thing. */
    private void transmit(Command command, ByteBuffer response) throws CardException {
        try {
            transport.transmit(command.bytes(), response);
        } catch (BufferOverflowException e) {
            LOG.debug("the card answered more than {} bytes", LONGEST_RESPONSE);
            response.clear();
        } catch (RuntimeException e) {
            throw new CardException(
                    "the reader's driver failed: " + e.getClass().getSimpleName(), e);
        }
    }
}
