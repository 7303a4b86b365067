package org.cardroom.testkit.apdu;

import java.util.Arrays;
import java.util.Optional;

/** A command APDU, short or extended (ISO 7816-4, 5.1); the expected length Le is ignored. */
public final class SimCommand {
    private static final int HEADER = 4;
    private static final int SHORT_DATA = 5;
    private static final int EXTENDED_DATA = 7;

    private final byte[] header;
    private final byte[] data;

    private SimCommand(byte[] apdu, int from, int length) {
        this.header = Arrays.copyOf(apdu, HEADER);
        this.data = Arrays.copyOfRange(apdu, from, from + length);
    }

    /** Empty where the bytes are too few, or do not agree with the length they announce. */
    public static Optional<SimCommand> parse(byte[] apdu) {
        if (apdu.length < HEADER) {
            return Optional.empty();
        }
        if (apdu.length <= SHORT_DATA) {
            return Optional.of(new SimCommand(apdu, 0, 0));
        }
        int announced = apdu[HEADER] & 0xFF;
        return announced == 0 ? extended(apdu) : withData(apdu, SHORT_DATA, announced, 1);
    }

    private static Optional<SimCommand> extended(byte[] apdu) {
        if (apdu.length < EXTENDED_DATA) {
            return Optional.empty();
        }
        if (apdu.length == EXTENDED_DATA) {
            return Optional.of(new SimCommand(apdu, 0, 0));
        }
        int announced = (apdu[SHORT_DATA] & 0xFF) << 8 | (apdu[SHORT_DATA + 1] & 0xFF);
        return announced == 0 ? Optional.empty() : withData(apdu, EXTENDED_DATA, announced, 2);
    }

    private static Optional<SimCommand> withData(byte[] apdu, int from, int length, int expectedLength) {
        int rest = apdu.length - from - length;
        return rest == 0 || rest == expectedLength ? Optional.of(new SimCommand(apdu, from, length)) : Optional.empty();
    }

    public int cla() {
        return header[0] & 0xFF;
    }

    public int ins() {
        return header[1] & 0xFF;
    }

    public int p1() {
        return header[2] & 0xFF;
    }

    public int p2() {
        return header[3] & 0xFF;
    }

    public int p1p2() {
        return p1() << 8 | p2();
    }

    public byte[] data() {
        return data.clone();
    }
}
