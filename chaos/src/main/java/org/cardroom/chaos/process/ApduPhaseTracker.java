package org.cardroom.chaos.process;

/** Follows one card's exchange by the commands that it gets (GIDS, and PIV as of YubiKey's make). Not thread-safe. */
final class ApduPhaseTracker {
    private static final int SELECT = 0xA4;
    private static final int AUTHENTICATE = 0x87;
    private static final int GIDS_PUT_KEY = 0xDB;
    private static final int PIV_PUT_KEY = 0xFF;
    private static final int CHANGE = 0x24;
    private static final int SET = 0x2C;
    /** P1 of the command that sets a GIDS card's PIN. */
    private static final int AS_ADMINISTRATOR = 0x02;
    /** The tag within 7C of what the host answers to the card's challenge. */
    private static final int ANSWER = 0x82;
    /** The tag of the card's first part in an authentication both ways, PIV. */
    private static final int WITNESS = 0x80;

    private ExchangePhase phase = ExchangePhase.IDENTIFYING;
    private boolean keyPut;
    private boolean challenged;

    ExchangePhase phase() {
        return phase;
    }

    /** A command that is about to be sent; false where it answers a challenge that was answered before. */
    boolean beforeCommand(byte[] apdu) {
        int instruction = apdu[1] & 0xFF;
        if (instruction == SELECT && apdu[2] == 0x04) {
            phase = ExchangePhase.IDENTIFYING;
            keyPut = false;
        } else if (instruction == AUTHENTICATE) {
            return authenticate(apdu);
        } else if (instruction == GIDS_PUT_KEY || instruction == PIV_PUT_KEY) {
            phase = ExchangePhase.PUTTING_KEY;
            keyPut = true;
        } else if (instruction == SET || instruction == CHANGE) {
            phase = ExchangePhase.SETTING_PIN;
        }
        return true;
    }

    private boolean authenticate(byte[] apdu) {
        if (!isAnswer(apdu)) {
            return true;
        }
        boolean first = challenged;
        challenged = false;
        phase = keyPut ? ExchangePhase.SETTING_PIN : ExchangePhase.PUTTING_KEY;
        return first;
    }

    /** The command before was answered. The last write to a GIDS card is its PIN, to a PIV card its PUK. */
    void afterResponse(byte[] apdu) {
        int instruction = apdu[1] & 0xFF;
        if (instruction == AUTHENTICATE && !isAnswer(apdu)) {
            challenged = true;
            phase = keyPut ? ExchangePhase.WAITING_FOR_PIN : ExchangePhase.WAITING_FOR_KEY;
        } else if (instruction == CHANGE || (instruction == SET && apdu[2] == AS_ADMINISTRATOR)) {
            phase = ExchangePhase.REPORTING;
        }
    }

    /** A challenge is asked for with an empty value, or with the host's own in an authentication both ways. */
    private static boolean isAnswer(byte[] apdu) {
        int tag = apdu.length > 7 ? apdu[7] & 0xFF : 0;
        return tag == ANSWER || (tag == WITNESS && apdu[8] != 0);
    }
}
