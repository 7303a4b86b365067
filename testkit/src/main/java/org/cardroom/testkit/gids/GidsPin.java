package org.cardroom.testkit.gids;

import java.util.Arrays;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;
import org.cardroom.testkit.memory.CardPin;

/** The PIN of a GIDS card, 4 to 16 bytes unpadded, and whether its user has shown it. */
public final class GidsPin {
    private static final int REFERENCE = 0x80;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 16;

    private final CardMemory memory;
    private final CardPin pin;
    private boolean verified;

    public GidsPin(CardMemory memory) {
        this.memory = memory;
        this.pin = CardPin.ofPin(memory);
    }

    public boolean isVerified() {
        return verified;
    }

    public void clearSession() {
        verified = false;
    }

    public byte[] status() {
        return SimTlv.of(
                0x7F71,
                SimTlv.of(0x97, ByteArrays.of(pin.triesLeft())),
                SimTlv.of(0x93, ByteArrays.of(pin.maxTries())));
    }

    public SimResponse verify(SimCommand command) {
        if (command.p2() != REFERENCE) {
            return SimResponse.REFERENCED_DATA_NOT_FOUND;
        }
        byte[] data = command.data();
        if (data.length == 0 && memory.flag(CardField.BLANK)) {
            return SimResponse.OK;
        }
        return isPin(data) ? check(data) : pin.statusResponse();
    }

    private SimResponse check(byte[] candidate) {
        SimResponse answer = pin.verify(candidate);
        verified = answer == SimResponse.OK;
        return answer;
    }

    /** CHANGE REFERENCE DATA: 00 old and new PIN; 01 a new one alone, as the first one or from its user. */
    public SimResponse change(SimCommand command) {
        if (command.p1() > 0x01) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (command.p2() != REFERENCE) {
            return SimResponse.REFERENCED_DATA_NOT_FOUND;
        }
        return command.p1() == 0x01 ? setNew(command.data()) : replace(command.data());
    }

    private SimResponse setNew(byte[] next) {
        if (!isPin(next)) {
            return SimResponse.WRONG_LENGTH;
        }
        if (!memory.flag(CardField.BLANK) && !verified) {
            return SimResponse.SECURITY_STATUS_NOT_SATISFIED;
        }
        pin.set(next);
        return SimResponse.OK;
    }

    /** Where the old one ends only the card knows. */
    private SimResponse replace(byte[] both) {
        if (both.length < 2 * SHORTEST || both.length > 2 * LONGEST) {
            return pin.statusResponse();
        }
        int oldLength = Math.min(pin.length(), both.length);
        SimResponse answer = check(Arrays.copyOf(both, oldLength));
        byte[] next = Arrays.copyOfRange(both, oldLength, both.length);
        if (answer != SimResponse.OK || !isPin(next)) {
            return answer == SimResponse.OK ? SimResponse.WRONG_LENGTH : answer;
        }
        pin.set(next);
        return SimResponse.OK;
    }

    /** RESET RETRY COUNTER, by an administrator. */
    public SimResponse reset(SimCommand command, boolean administrator) {
        if (command.p1() != 0x02) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (command.p2() != REFERENCE) {
            return SimResponse.REFERENCED_DATA_NOT_FOUND;
        }
        if (!administrator) {
            return SimResponse.SECURITY_STATUS_NOT_SATISFIED;
        }
        if (!isPin(command.data())) {
            return SimResponse.WRONG_LENGTH;
        }
        pin.set(command.data());
        return SimResponse.OK;
    }

    private static boolean isPin(byte[] data) {
        return data.length >= SHORTEST && data.length <= LONGEST;
    }
}
