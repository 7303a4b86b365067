package org.cardroom.lab.cards;

import java.util.Arrays;
import java.util.Optional;

/**
 * A command APDU, short or extended (ISO 7816-4, 5.1); what a card does with the expected length Le is of no interest
 * here.
 */
final class Command {

    private static final int HEADER = 4;
    private static final int SHORT_DATA = 5;
    private static final int EXTENDED_DATA = 7;

    private final byte[] header;
    private final byte[] data;

    private Command(byte[] apdu, int from, int length) {
        this.header = Arrays.copyOf(apdu, HEADER);
        this.data = Arrays.copyOfRange(apdu, from, from + length);
    }

    /** Empty where the bytes are too few, or do not agree with the length they announce. */
    static Optional<Command> parse(byte[] apdu) {
        if (apdu.length < HEADER) {
            return Optional.empty();
        }
        if (apdu.length <= SHORT_DATA) {
            return Optional.of(new Command(apdu, 0, 0));
        }
        int announced = apdu[HEADER] & 0xFF;
        return announced == 0 ? extended(apdu) : withData(apdu, SHORT_DATA, announced, 1);
    }

    private static Optional<Command> extended(byte[] apdu) {
        if (apdu.length < EXTENDED_DATA) {
            return Optional.empty();
        }
        if (apdu.length == EXTENDED_DATA) {
            return Optional.of(new Command(apdu, 0, 0));
        }
        int announced = (apdu[SHORT_DATA] & 0xFF) << 8 | (apdu[SHORT_DATA + 1] & 0xFF);
        return announced == 0 ? Optional.empty() : withData(apdu, EXTENDED_DATA, announced, 2);
    }

    private static Optional<Command> withData(byte[] apdu, int from, int length, int expectedLength) {
        int rest = apdu.length - from - length;
        return rest == 0 || rest == expectedLength ? Optional.of(new Command(apdu, from, length)) : Optional.empty();
    }

    int cla() {
        return header[0] & 0xFF;
    }

    int ins() {
        return header[1] & 0xFF;
    }

    int p1() {
        return header[2] & 0xFF;
    }

    int p2() {
        return header[3] & 0xFF;
    }

    int p1p2() {
        return p1() << 8 | p2();
    }

    byte[] data() {
        return data.clone();
    }
}
