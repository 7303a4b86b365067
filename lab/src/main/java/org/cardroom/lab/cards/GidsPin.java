package org.cardroom.lab.cards;

import java.util.Arrays;

/** The PIN of a GIDS card, 4 to 16 bytes unpadded, and whether its user has shown it. */
final class GidsPin {

    private static final int REFERENCE = 0x80;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 16;

    private final Memory memory;
    private final Pin pin;
    private boolean verified;

    GidsPin(Memory memory) {
        this.memory = memory;
        this.pin = Pin.pin(memory);
    }

    boolean isVerified() {
        return verified;
    }

    void forget() {
        verified = false;
    }

    byte[] status() {
        return Tlv.of(0x7F71, Tlv.of(0x97, Bytes.of(pin.left())), Tlv.of(0x93, Bytes.of(pin.limit())));
    }

    Answer verify(Command command) {
        if (command.p2() != REFERENCE) {
            return Answer.NO_SUCH_REFERENCE;
        }
        byte[] data = command.data();
        if (data.length == 0 && memory.flag(Cell.BLANK)) {
            return Answer.OK;
        }
        return isPin(data) ? check(data) : pin.tries();
    }

    private Answer check(byte[] candidate) {
        Answer answer = pin.check(candidate);
        verified = answer == Answer.OK;
        return answer;
    }

    /** CHANGE REFERENCE DATA: 00 old and new PIN; 01 a new one alone, as the first one or from its user. */
    Answer change(Command command) {
        if (command.p1() > 0x01) {
            return Answer.WRONG_PARAMETERS;
        }
        if (command.p2() != REFERENCE) {
            return Answer.NO_SUCH_REFERENCE;
        }
        return command.p1() == 0x01 ? setNew(command.data()) : replace(command.data());
    }

    private Answer setNew(byte[] next) {
        if (!isPin(next)) {
            return Answer.WRONG_LENGTH;
        }
        if (!memory.flag(Cell.BLANK) && !verified) {
            return Answer.NOT_AUTHORISED;
        }
        pin.set(next);
        return Answer.OK;
    }

    /** Where the old one ends only the card knows. */
    private Answer replace(byte[] both) {
        if (both.length < 2 * SHORTEST || both.length > 2 * LONGEST) {
            return pin.tries();
        }
        int oldLength = Math.min(pin.length(), both.length);
        Answer answer = check(Arrays.copyOf(both, oldLength));
        byte[] next = Arrays.copyOfRange(both, oldLength, both.length);
        if (answer != Answer.OK || !isPin(next)) {
            return answer == Answer.OK ? Answer.WRONG_LENGTH : answer;
        }
        pin.set(next);
        return Answer.OK;
    }

    /** RESET RETRY COUNTER, by an administrator. */
    Answer reset(Command command, boolean administrator) {
        if (command.p1() != 0x02) {
            return Answer.WRONG_PARAMETERS;
        }
        if (command.p2() != REFERENCE) {
            return Answer.NO_SUCH_REFERENCE;
        }
        if (!administrator) {
            return Answer.NOT_AUTHORISED;
        }
        if (!isPin(command.data())) {
            return Answer.WRONG_LENGTH;
        }
        pin.set(command.data());
        return Answer.OK;
    }

    private static boolean isPin(byte[] data) {
        return data.length >= SHORTEST && data.length <= LONGEST;
    }
}
