package org.cardroom.lab.cards;

import java.util.Arrays;

/** PIN and PUK of a PIV card: eight bytes each, FF-padded (SP 800-73-4 part 2, 2.4.3 and 3.2.1 to 3.2.3). */
final class PivCodes {

    static final int LENGTH = 8;

    private static final int PIN = 0x80;
    private static final int PUK = 0x81;
    private static final int SHORTEST_PIN = 6;

    private final Pin pin;
    private final Pin puk;
    private boolean verified;

    PivCodes(Memory memory) {
        this.pin = Pin.pin(memory);
        this.puk = Pin.puk(memory);
    }

    void forget() {
        verified = false;
    }

    Answer verify(Command command) {
        if (command.p2() != PIN) {
            return Answer.NO_SUCH_REFERENCE;
        }
        byte[] data = command.data();
        return switch (command.p1()) {
            case 0x00 -> data.length == 0 ? status() : verify(data);
            case 0xFF -> data.length == 0 ? logOut() : Answer.WRONG_PARAMETERS;
            default -> Answer.WRONG_PARAMETERS;
        };
    }

    private Answer status() {
        return verified ? Answer.OK : pin.tries();
    }

    private Answer logOut() {
        verified = false;
        return Answer.OK;
    }

    private Answer verify(byte[] candidate) {
        if (!isPin(candidate)) {
            return Answer.WRONG_DATA;
        }
        Answer answer = pin.check(candidate);
        verified = answer == Answer.OK;
        return answer;
    }

    Answer change(Command command) {
        if (command.p1() != 0x00) {
            return Answer.WRONG_PARAMETERS;
        }
        return switch (command.p2()) {
            case PIN -> replace(pin, SHORTEST_PIN, pin, command.data());
            case PUK -> replace(puk, LENGTH, puk, command.data());
            default -> Answer.NO_SUCH_REFERENCE;
        };
    }

    Answer unblock(Command command) {
        if (command.p1p2() != PIN) {
            return Answer.WRONG_PARAMETERS;
        }
        return replace(puk, SHORTEST_PIN, pin, command.data());
    }

    /** Both values are read before a try is spent: a malformed new one costs nothing. */
    private static Answer replace(Pin proof, int shortest, Pin target, byte[] data) {
        if (data.length != 2 * LENGTH) {
            return Answer.WRONG_LENGTH;
        }
        byte[] replacement = Arrays.copyOfRange(data, LENGTH, 2 * LENGTH);
        if (!isCode(replacement, shortest)) {
            return Answer.WRONG_DATA;
        }
        Answer answer = proof.check(Arrays.copyOf(data, LENGTH));
        if (answer == Answer.OK) {
            target.set(replacement);
        }
        return answer;
    }

    private static boolean isPin(byte[] data) {
        return isCode(data, SHORTEST_PIN);
    }

    /** At least {@code shortest} digits, then nothing but FF, eight bytes in all. */
    private static boolean isCode(byte[] data, int shortest) {
        int digits = 0;
        while (digits < data.length && data[digits] >= '0' && data[digits] <= '9') {
            digits++;
        }
        for (int i = digits; i < data.length; i++) {
            if (data[i] != (byte) 0xFF) {
                return false;
            }
        }
        return data.length == LENGTH && digits >= shortest;
    }
}
