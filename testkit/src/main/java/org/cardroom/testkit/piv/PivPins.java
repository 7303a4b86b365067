package org.cardroom.testkit.piv;

import java.util.Arrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.memory.CardMemory;
import org.cardroom.testkit.memory.CardPin;

/** PIN and PUK of a PIV card: eight bytes each, FF-padded (SP 800-73-4 part 2, 2.4.3 and 3.2.1 to 3.2.3). */
public final class PivPins {
    public static final int LENGTH = 8;

    private static final int PIN = 0x80;
    private static final int PUK = 0x81;
    private static final int SHORTEST_PIN = 6;

    private final CardPin pin;
    private final CardPin puk;
    private boolean verified;

    public PivPins(CardMemory memory) {
        this.pin = CardPin.ofPin(memory);
        this.puk = CardPin.ofPuk(memory);
    }

    public void clearSession() {
        verified = false;
    }

    public SimResponse verify(SimCommand command) {
        if (command.p2() != PIN) {
            return SimResponse.REFERENCED_DATA_NOT_FOUND;
        }
        byte[] data = command.data();
        return switch (command.p1()) {
            case 0x00 -> data.length > 0 ? verify(data) : verified ? SimResponse.OK : pin.statusResponse();
            case 0xFF -> data.length == 0 ? logOut() : SimResponse.WRONG_PARAMETERS;
            default -> SimResponse.WRONG_PARAMETERS;
        };
    }

    private SimResponse logOut() {
        verified = false;
        return SimResponse.OK;
    }

    private SimResponse verify(byte[] candidate) {
        if (!isCode(candidate, SHORTEST_PIN)) {
            return SimResponse.WRONG_DATA;
        }
        SimResponse answer = pin.verify(candidate);
        verified = answer == SimResponse.OK;
        return answer;
    }

    public SimResponse change(SimCommand command) {
        if (command.p1() != 0x00) {
            return SimResponse.WRONG_PARAMETERS;
        }
        return switch (command.p2()) {
            case PIN -> replace(pin, SHORTEST_PIN, pin, command.data());
            case PUK -> replace(puk, LENGTH, puk, command.data());
            default -> SimResponse.REFERENCED_DATA_NOT_FOUND;
        };
    }

    public SimResponse unblock(SimCommand command) {
        return command.p1p2() == PIN ? replace(puk, SHORTEST_PIN, pin, command.data()) : SimResponse.WRONG_PARAMETERS;
    }

    /** Both values are read before a try is spent: a malformed new one costs nothing. */
    private static SimResponse replace(CardPin proof, int shortest, CardPin target, byte[] data) {
        if (data.length != 2 * LENGTH) {
            return SimResponse.WRONG_LENGTH;
        }
        byte[] replacement = Arrays.copyOfRange(data, LENGTH, 2 * LENGTH);
        if (!isCode(replacement, shortest)) {
            return SimResponse.WRONG_DATA;
        }
        SimResponse answer = proof.verify(Arrays.copyOf(data, LENGTH));
        if (answer == SimResponse.OK) {
            target.set(replacement);
        }
        return answer;
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
