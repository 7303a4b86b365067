package org.cardroom.agent.apdu;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CardException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands and handles status words 61xx and 6Cxx (ISO/IEC 7816-3, 12.2). Not thread-safe. */
public final class ApduChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ApduChannel.class);
    /** SELECT, GET DATA, MANAGE SECURITY ENVIRONMENT, GET RESPONSE; YubiKey's metadata, serial and version. */
    private static final Set<Integer> LOGGABLE_INSTRUCTIONS = Set.of(0xA4, 0xCB, 0x22, 0xC0, 0xF7, 0xF8, 0xFD);

    private static final int MAX_DATA_LENGTH = 2048;
    private static final int MAX_RESPONSE_LENGTH = MAX_DATA_LENGTH + 2;
    private static final int GET_RESPONSE = 0x00C0_0000;

    private final ApduTransport transport;
    private @Nullable StatusWord malformedResponse;

    public ApduChannel(ApduTransport transport) {
        this.transport = transport;
    }

    /** Sends a command, clears it and returns the whole response. */
    public ResponseApdu send(CommandApdu command) throws CardException {
        try (command) {
            ResponseApdu response = sendWithLengthCorrection(command);
            return response.statusWord().hasMoreData() ? fetchRemaining(response) : response;
        }
    }

    /** Sends the command again with the length that the card requests, if it requests one. */
    private ResponseApdu sendWithLengthCorrection(CommandApdu command) throws CardException {
        ResponseApdu response = sendOnce(command);
        if (!response.statusWord().isWrongLength()) {
            return response;
        }
        command.setExpectedLength(response.statusWord().sw2());
        return sendOnce(command);
    }

    private ResponseApdu fetchRemaining(ResponseApdu first) throws CardException {
        ByteBuffer all = ByteBuffer.allocate(MAX_DATA_LENGTH).put(first.data());
        StatusWord statusWord = first.statusWord();
        int rounds = 0;
        while (statusWord.hasMoreData()) {
            ResponseApdu more = getResponse(statusWord.sw2());
            if (++rounds > MAX_DATA_LENGTH / 256 || more.data().remaining() > all.remaining()) {
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

    /** Returns the pseudo status word of a response that was not an APDU, if there was one. */
    public Optional<StatusWord> malformedResponse() {
        return Optional.ofNullable(malformedResponse);
    }

    /** Logs the header of a command that cannot carry a secret, nothing of all others. */
    private ResponseApdu sendOnce(CommandApdu command) throws CardException {
        ResponseApdu response = transmit(command);
        boolean loggable = LOGGABLE_INSTRUCTIONS.contains(command.instruction());
        LOG.debug("{}: {}", loggable ? command.header() : "(a command that is not shown)", response.statusWord());
        return rememberMalformed(response);
    }

    private ResponseApdu rememberMalformed(ResponseApdu response) {
        malformedResponse = response.isMalformed() ? response.statusWord() : malformedResponse;
        return response;
    }

    /** Drivers throw various exceptions if the card or reader is gone: all become {@link CardException}. */
    private ResponseApdu transmit(CommandApdu command) throws CardException {
        ByteBuffer response = ByteBuffer.allocate(MAX_RESPONSE_LENGTH);
        try {
            transport.transmit(command.toBuffer(), response);
            return ResponseApdu.parse(response.flip());
        } catch (BufferOverflowException e) {
            LOG.debug("response longer than {} bytes", MAX_RESPONSE_LENGTH);
            return ResponseApdu.TOO_LONG;
        } catch (RuntimeException e) {
            throw new CardException(
                    "the reader's driver failed: " + e.getClass().getSimpleName(), e);
        }
    }
}
