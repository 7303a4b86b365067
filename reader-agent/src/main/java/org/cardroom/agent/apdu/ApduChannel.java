package org.cardroom.agent.apdu;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.smartcardio.CardException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands and gathers their answers, whatever the card makes of lengths (ISO/IEC 7816-3, 12.2). */
public final class ApduChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ApduChannel.class);
    private static final int LONGEST_DATA = 2048;
    private static final int LONGEST_RESPONSE = LONGEST_DATA + 2;
    private static final int GET_RESPONSE = 0x00C0_0000;

    private final ApduTransport transport;
    private @Nullable StatusWord malformedResponse;

    public ApduChannel(ApduTransport transport) {
        this.transport = transport;
    }

    /** Sends a command and clears it. */
    public ResponseApdu send(CommandApdu command) throws CardException {
        try (command) {
            ResponseApdu answer = sendWithLengthCorrection(command);
            return answer.statusWord().hasMoreData() ? fetchRemaining(answer) : answer;
        }
    }

    /** Once more with the length that the card names, if it names one. */
    private ResponseApdu sendWithLengthCorrection(CommandApdu command) throws CardException {
        ResponseApdu answer = sendOnce(command);
        if (!answer.statusWord().isWrongLength()) {
            return answer;
        }
        command.setExpectedLength(answer.statusWord().sw2());
        return sendOnce(command);
    }

    private ResponseApdu fetchRemaining(ResponseApdu first) throws CardException {
        ByteBuffer all = ByteBuffer.allocate(LONGEST_DATA).put(first.data());
        StatusWord statusWord = first.statusWord();
        int rounds = 0;
        while (statusWord.hasMoreData()) {
            ResponseApdu more = getResponse(statusWord.sw2());
            if (++rounds > LONGEST_DATA / 256 || more.data().remaining() > all.remaining()) {
                return rememberMalformed(ResponseApdu.TOO_LONG);
            }
            all.put(more.data());
            statusWord = more.statusWord();
        }
        return new ResponseApdu(all.flip().asReadOnlyBuffer(), statusWord);
    }

    private ResponseApdu getResponse(int length) throws CardException {
        try (CommandApdu command = CommandApdu.of(GET_RESPONSE)) {
            command.setExpectedLength(length);
            return sendWithLengthCorrection(command);
        }
    }

    /** What came in the place of an answer, if ever something did. */
    public Optional<StatusWord> malformedResponse() {
        return Optional.ofNullable(malformedResponse);
    }

    private ResponseApdu sendOnce(CommandApdu command) throws CardException {
        ResponseApdu answer = transmit(command);
        ApduLog.logExchange(command, answer.statusWord());
        return rememberMalformed(answer);
    }

    private ResponseApdu rememberMalformed(ResponseApdu answer) {
        malformedResponse = answer.isMalformed() ? answer.statusWord() : malformedResponse;
        return answer;
    }

    /** Drivers throw what they like where a card or reader is gone: to us it is one thing. */
    private ResponseApdu transmit(CommandApdu command) throws CardException {
        ByteBuffer response = ByteBuffer.allocate(LONGEST_RESPONSE);
        try {
            transport.transmit(command.toBuffer(), response);
            return ResponseApdu.parse(response.flip());
        } catch (BufferOverflowException e) {
            LOG.debug("the card answered more than {} bytes", LONGEST_RESPONSE);
            return ResponseApdu.TOO_LONG;
        } catch (RuntimeException e) {
            throw new CardException(
                    "the reader's driver failed: " + e.getClass().getSimpleName(), e);
        }
    }
}
