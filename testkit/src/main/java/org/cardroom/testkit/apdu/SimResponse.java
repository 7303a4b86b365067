package org.cardroom.testkit.apdu;

/** A response APDU: data, if any, and a status word (ISO 7816-4, 5.6). */
public final class SimResponse {
    public static final SimResponse OK = status(0x9000);
    public static final SimResponse WRONG_LENGTH = status(0x6700);
    public static final SimResponse SECURITY_STATUS_NOT_SATISFIED = status(0x6982);
    public static final SimResponse BLOCKED = status(0x6983);
    public static final SimResponse DATA_INVALID = status(0x6984);
    public static final SimResponse CONDITIONS_NOT_SATISFIED = status(0x6985);
    public static final SimResponse COMMAND_NOT_ALLOWED = status(0x6986);
    public static final SimResponse WRONG_DATA = status(0x6A80);
    public static final SimResponse NOT_FOUND = status(0x6A82);
    public static final SimResponse WRONG_PARAMETERS = status(0x6A86);
    public static final SimResponse REFERENCED_DATA_NOT_FOUND = status(0x6A88);
    public static final SimResponse UNKNOWN_INSTRUCTION = status(0x6D00);
    public static final SimResponse UNKNOWN_CLASS = status(0x6E00);
    public static final SimResponse FAILURE = status(0x6F00);

    private final byte[] bytes;

    private SimResponse(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SimResponse data(byte[] data) {
        return new SimResponse(ByteArrays.concat(data, OK.bytes));
    }

    public static SimResponse triesLeft(int tries) {
        return status(0x63C0 | tries);
    }

    private static SimResponse status(int word) {
        return new SimResponse(ByteArrays.of(word >> 8, word));
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
