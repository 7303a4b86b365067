package org.cardroom.agent.apdu;

import org.cardroom.events.message.CardResponse;

/** The status bytes of a response, 16 bits (ISO/IEC 7816-4, 5.6); negative if none. They may be logged. */
public record StatusWord(int value) {
    static final StatusWord MISSING = new StatusWord(-1);
    static final StatusWord RESPONSE_TOO_LONG = new StatusWord(-2);
    static final StatusWord SECURITY_STATUS_NOT_SATISFIED = new StatusWord(0x6982);
    public static final StatusWord CONDITIONS_NOT_SATISFIED = new StatusWord(0x6985);
    public static final StatusWord REFERENCED_DATA_NOT_FOUND = new StatusWord(0x6A88);
    public static final StatusWord COMMAND_NOT_ALLOWED = new StatusWord(0x6986);
    static final StatusWord WRONG_DATA = new StatusWord(0x6A80);
    public static final StatusWord FILE_NOT_FOUND = new StatusWord(0x6A82);
    public static final StatusWord INCORRECT_P1_P2 = new StatusWord(0x6A86);

    private static final int OK = 0x9000;
    private static final int BLOCKED = 0x6983;
    private static final int TRIES_LEFT = 0x63C0;

    public boolean isOk() {
        return value == OK;
    }

    /** Returns whether more data can be fetched. */
    boolean hasMoreData() {
        return value >> 8 == 0x61;
    }

    /** Returns whether the expected length was wrong; SW2 is the right one. */
    boolean isWrongLength() {
        return value >> 8 == 0x6C;
    }

    int sw2() {
        return value & 0xFF;
    }

    /** Returns the number of tries left; negative if the status word has no counter. */
    public int triesLeft() {
        return (value & 0xFFF0) == TRIES_LEFT ? value & 0x0F : -1;
    }

    /** Converts the status of a command that a wrong key, PIN or PUK makes fail with a counter. */
    public CardResponse toCardResponse() {
        if (isOk()) {
            return new CardResponse.Accepted();
        }
        if (value == BLOCKED || triesLeft() == 0) {
            return new CardResponse.Blocked();
        }
        return triesLeft() > 0 ? new CardResponse.Refused(triesLeft()) : new CardResponse.Unexpected(toString());
    }

    /** Converts the status of an authentication, which is refused without a counter. */
    public CardResponse toAuthenticationResponse() {
        boolean refused = equals(SECURITY_STATUS_NOT_SATISFIED) || equals(WRONG_DATA);
        return refused ? new CardResponse.Refused(null) : toCardResponse();
    }

    @Override
    public String toString() {
        if (value < 0) {
            return equals(MISSING) ? "no status word" : "response too long";
        }
        return "%04X".formatted(value);
    }
}
