package org.cardroom.chaos.process;

/** Derives the phase of a card from its command APDUs (GIDS; PIV with YubiKey extensions). Not thread-safe. */
final class ApduPhaseTracker {
    private static final int SELECT = 0xA4;
    private static final int AUTHENTICATE = 0x87;
    private static final int GIDS_PUT_KEY = 0xDB;
    private static final int PIV_PUT_KEY = 0xFF;
    private static final int CHANGE = 0x24;
    private static final int SET = 0x2C;
    /** P1 of the command that sets a GIDS card's PIN. */
    private static final int AS_ADMINISTRATOR = 0x02;
    /** The tag within 7C of the host's response to the card's challenge. */
    private static final int RESPONSE = 0x82;
    /** The tag of the card's witness in mutual authentication (PIV). */
    private static final int WITNESS = 0x80;

    private ExchangePhase phase = ExchangePhase.IDENTIFYING;
    private boolean keyWritten;
    private boolean challenged;

    ExchangePhase phase() {
        return phase;
    }

    /** Processes a command before it is sent; returns false if it answers a challenge a second time. */
    boolean beforeCommand(byte[] apdu) {
        int instruction = apdu[1] & 0xFF;
        if (instruction == SELECT && apdu[2] == 0x04) {
            phase = ExchangePhase.IDENTIFYING;
            keyWritten = false;
        } else if (instruction == AUTHENTICATE) {
            return authenticate(apdu);
        } else if (instruction == GIDS_PUT_KEY || instruction == PIV_PUT_KEY) {
            phase = ExchangePhase.PUTTING_KEY;
            keyWritten = true;
        } else if (instruction == SET || instruction == CHANGE) {
            phase = ExchangePhase.SETTING_PIN;
        }
        return true;
    }

    private boolean authenticate(byte[] apdu) {
        if (!isResponse(apdu)) {
            return true;
        }
        boolean first = challenged;
        challenged = false;
        phase = keyWritten ? ExchangePhase.SETTING_PIN : ExchangePhase.PUTTING_KEY;
        return first;
    }

    /** Processes a command after its response. The last write is the PIN on a GIDS card and the PUK on a PIV card. */
    void afterResponse(byte[] apdu) {
        int instruction = apdu[1] & 0xFF;
        if (instruction == AUTHENTICATE && !isResponse(apdu)) {
            challenged = true;
            phase = keyWritten ? ExchangePhase.WAITING_FOR_PIN : ExchangePhase.WAITING_FOR_KEY;
        } else if (instruction == CHANGE || (instruction == SET && apdu[2] == AS_ADMINISTRATOR)) {
            phase = ExchangePhase.REPORTING;
        }
    }

    /** Distinguishes a response from a request for a challenge, which has an empty value or the host's own challenge. */
    private static boolean isResponse(byte[] apdu) {
        int tag = apdu.length > 7 ? apdu[7] & 0xFF : 0;
        return tag == RESPONSE || (tag == WITNESS && apdu[8] != 0);
    }
}
