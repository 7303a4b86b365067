package org.cardroom.agent.card;

import org.cardroom.events.message.CardResponse;

/**
 * A card's verdict on a command, SW1-SW2 (ISO/IEC 7816-4, 5.6). It may be logged.
 *
 * @param value 16 bits; negative where the card sent none
 */
record StatusWord(int value) {
    static final StatusWord MISSING = new StatusWord(-1);
    static final StatusWord AFTER_TOO_MUCH = new StatusWord(-2);
    static final StatusWord NOT_AUTHORISED = new StatusWord(0x6982);
    static final StatusWord NOT_NOW = new StatusWord(0x6985);
    static final StatusWord NO_SUCH_OBJECT = new StatusWord(0x6A88);
    static final StatusWord NOT_ALLOWED = new StatusWord(0x6986);
    static final StatusWord WRONG_DATA = new StatusWord(0x6A80);
    static final StatusWord NOT_FOUND = new StatusWord(0x6A82);
    static final StatusWord WRONG_PARAMETERS = new StatusWord(0x6A86);

    private static final int OK = 0x9000;
    private static final int BLOCKED = 0x6983;
    private static final int TRIES_LEFT = 0x63C0;

    boolean isOk() {
        return value == OK;
    }

    /** More data can be fetched. */
    boolean hasMore() {
        return value >> 8 == 0x61;
    }

    /** The expected length was wrong, and the low byte is the right one. */
    boolean correctsLength() {
        return value >> 8 == 0x6C;
    }

    int low() {
        return value & 0xFF;
    }

    /** How many tries it counts; negative where it is no counter. */
    int triesLeft() {
        return (value & 0xFFF0) == TRIES_LEFT ? value & 0x0F : -1;
    }

    /** The outcome of a command that a wrong key, PIN or PUK makes fail with a counter. */
    CardResponse said() {
        if (isOk()) {
            return new CardResponse.Accepted();
        }
        if (value == BLOCKED || triesLeft() == 0) {
            return new CardResponse.Blocked();
        }
        return triesLeft() > 0 ? new CardResponse.Refused(triesLeft()) : new CardResponse.Unexpected(toString());
    }

    /** The outcome of an authentication, which is refused without a counter. */
    CardResponse saidToAnswer() {
        boolean refused = equals(NOT_AUTHORISED) || equals(WRONG_DATA);
        return refused ? new CardResponse.Refused(null) : said();
    }

    @Override
    public String toString() {
        if (value < 0) {
            return equals(MISSING) ? "no status word" : "more data than any answer has";
        }
        return "%04X".formatted(value);
    }
}
