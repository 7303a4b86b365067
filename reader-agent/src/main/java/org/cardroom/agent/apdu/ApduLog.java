package org.cardroom.agent.apdu;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs commands: the header of those that cannot carry a secret, nothing of all others. */
final class ApduLog {
    private static final Logger LOG = LoggerFactory.getLogger(ApduLog.class);

    /** SELECT, GET DATA, MANAGE SECURITY ENVIRONMENT, GET RESPONSE; YubiKey's metadata, serial and version. */
    private static final Set<Integer> LOGGABLE_INSTRUCTIONS = Set.of(0xA4, 0xCB, 0x22, 0xC0, 0xF7, 0xF8, 0xFD);

    private ApduLog() {}

    static void logExchange(CommandApdu command, StatusWord statusWord) {
        boolean loggable = LOGGABLE_INSTRUCTIONS.contains(command.instruction());
        LOG.debug("{}: {}", loggable ? command.header() : "(a command that is not shown)", statusWord);
    }
}
