package org.cardroom.agent.card;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.smartcardio.CardException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands and gathers their answers, whatever the card makes of lengths (ISO/IEC 7816-3, 12.2). */
final class Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final int LONGEST_DATA = 2048;
    private static final int LONGEST_RESPONSE = LONGEST_DATA + 2;
    private static final int GET_RESPONSE = 0x00C0_0000;

    private final Transport transport;
    private @Nullable StatusWord garbage;

    Wire(Transport transport) {
        this.transport = transport;
    }

    /** Sends a command and clears it. */
    Answer send(Command command) throws CardException {
        try (command) {
            Answer answer = corrected(command);
            return answer.word().hasMore() ? gather(answer) : answer;
        }
    }

    /** Once more with the length that the card names, if it names one. */
    private Answer corrected(Command command) throws CardException {
        Answer answer = once(command);
        if (!answer.word().correctsLength()) {
            return answer;
        }
        command.expect(answer.word().low());
        return once(command);
    }

    private Answer gather(Answer first) throws CardException {
        ByteBuffer all = ByteBuffer.allocate(LONGEST_DATA).put(first.data());
        StatusWord word = first.word();
        int rounds = 0;
        while (word.hasMore()) {
            Answer more = getResponse(word.low());
            if (++rounds > LONGEST_DATA / 256 || more.data().remaining() > all.remaining()) {
                return noted(Answer.ENDLESS);
            }
            all.put(more.data());
            word = more.word();
        }
        return new Answer(all.flip().asReadOnlyBuffer(), word);
    }

    private Answer getResponse(int length) throws CardException {
        try (Command command = Command.of(GET_RESPONSE)) {
            command.expect(length);
            return corrected(command);
        }
    }

    /** What came in the place of an answer, if ever something did. */
    Optional<StatusWord> garbage() {
        return Optional.ofNullable(garbage);
    }

    private Answer once(Command command) throws CardException {
        Answer answer = transmitted(command);
        ApduLog.exchanged(command, answer.word());
        return noted(answer);
    }

    private Answer noted(Answer answer) {
        garbage = answer.isGarbled() ? answer.word() : garbage;
        return answer;
    }

    /** Drivers throw what they like where a card or reader is gone: to us it is one thing. */
    private Answer transmitted(Command command) throws CardException {
        ByteBuffer response = ByteBuffer.allocate(LONGEST_RESPONSE);
        try {
            transport.transmit(command.bytes(), response);
            return Answer.of(response.flip());
        } catch (BufferOverflowException e) {
            LOG.debug("the card answered more than {} bytes", LONGEST_RESPONSE);
            return Answer.ENDLESS;
        } catch (RuntimeException e) {
            throw new CardException(
                    "the reader's driver failed: " + e.getClass().getSimpleName(), e);
        }
    }
}
