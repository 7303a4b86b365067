package org.cardroom.lab.cards;

/** A response APDU: data, if any, and a status word (ISO 7816-4, 5.6). */
final class Answer {

    static final Answer OK = status(0x9000);
    static final Answer WRONG_LENGTH = status(0x6700);
    static final Answer NOT_AUTHORISED = status(0x6982);
    static final Answer BLOCKED = status(0x6983);
    static final Answer DATA_INVALID = status(0x6984);
    static final Answer NOT_NOW = status(0x6985);
    static final Answer NOT_ALLOWED = status(0x6986);
    static final Answer WRONG_DATA = status(0x6A80);
    static final Answer NOT_FOUND = status(0x6A82);
    static final Answer WRONG_PARAMETERS = status(0x6A86);
    static final Answer NO_SUCH_REFERENCE = status(0x6A88);
    static final Answer UNKNOWN_INSTRUCTION = status(0x6D00);
    static final Answer UNKNOWN_CLASS = status(0x6E00);
    static final Answer FAILURE = status(0x6F00);

    private final byte[] bytes;

    private Answer(byte[] bytes) {
        this.bytes = bytes;
    }

    static Answer data(byte[] data) {
        return new Answer(Bytes.concat(data, OK.bytes));
    }

    static Answer triesLeft(int tries) {
        return status(0x63C0 | tries);
    }

    private static Answer status(int word) {
        return new Answer(Bytes.of(word >> 8, word));
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
